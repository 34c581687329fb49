// Vault's transit engine with one key of type aes256-gcm96: versions, associated data, and the errors that Vault gives.
// https://developer.hashicorp.com/vault/api-docs/secret/transit
import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import Joi from 'joi';
import { open, seal } from '../../src/platform/sealing.ts';

const request = Joi.object<{ plaintext?: string; ciphertext?: string; associated_data?: string }>({
  plaintext: Joi.string().base64(),
  ciphertext: Joi.string(),
  associated_data: Joi.string().base64(),
});

async function readJson(incoming: IncomingMessage) {
  let text = '';
  for await (const chunk of incoming.setEncoding('utf8')) text += chunk;
  return Joi.attempt(JSON.parse(text), request);
}

export type VaultServer = Awaited<ReturnType<typeof startVaultServer>>;

export async function startVaultServer(keyName: string) {
  const token = `hvs.${randomBytes(18).toString('base64url')}`;
  const versions: KeyObject[] = [];
  const rotate = () => void versions.push(createSecretKey(randomBytes(32)));
  rotate();
  const state = { isSealed: false, calls: [] as string[] };

  async function answer(incoming: IncomingMessage): Promise<[status: number, body: object]> {
    const [, version, engine, action = '', name] = (incoming.url ?? '').split('/');
    state.calls.push(action);
    if (state.isSealed) return [503, { errors: ['Vault is sealed'] }];
    if (incoming.headers['x-vault-token'] !== token) return [403, { errors: ['permission denied'] }];
    if (incoming.method !== 'POST' || version !== 'v1' || engine !== 'transit') return [404, { errors: [] }];
    if (name !== keyName) return [400, { errors: ['encryption key not found'] }];
    const { plaintext, ciphertext = '', associated_data: context = '' } = await readJson(incoming);
    if (action === 'encrypt' && plaintext !== undefined) {
      const latest = versions.at(-1) ?? createSecretKey(randomBytes(32));
      const sealed = seal(latest, context, Buffer.from(plaintext, 'base64')).toString('base64');
      return [200, { request_id: '1', data: { ciphertext: `vault:v${versions.length}:${sealed}`, key_version: 1 } }];
    }
    const [, number, text = ''] = /^vault:v(\d+):(.+)$/.exec(ciphertext) ?? [];
    const key = versions[Number(number) - 1];
    const found = key && open(key, context, Buffer.from(text, 'base64'));
    if (!found) return [400, { errors: ['cipher: message authentication failed'] }];
    return [200, { request_id: '2', data: { plaintext: found.toString('base64') } }];
  }

  const server = createServer((incoming, response) => {
    answer(incoming).then(
      ([status, body]) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      () => response.writeHead(400).end('{"errors":["bad request"]}'),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    options: { address: `http://127.0.0.1:${port}`, token, keyName },
    state,
    rotate,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
