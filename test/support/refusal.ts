// What every refusal has in common: its form, that nothing was written, and that the service goes on.
import { connect } from 'node:net';
import type { Response } from 'supertest';
import type { TestApp } from './app.ts';
import { listKeys } from './storage-suite.ts';
import { rowsOf } from './work.ts';

/** The trail tells of refusals, limits count them, and workers and tokens say now and then that they are in use. */
const loggingTables = ['audit_pending', 'audit_address_keys', 'rate_limits', 'worker_metrics', 'service_tokens'];

/** A digest of every table that a request may write, by name. */
export async function tableDigests(app: TestApp): Promise<Map<string, string | null>> {
  const tables = await rowsOf<{ name: string }>(
    app,
    `select table_name as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema = 'public' and not table_name = any($1) order by 1`,
    [loggingTables],
  );
  const digests = tables.map(
    ({ name }) => `select '${name}' as name, md5(string_agg(t::text, '' order by t::text)) as digest from ${name} t`,
  );
  const rows = await rowsOf<{ name: string; digest: string | null }>(
    app,
    `${digests.join(' union all ')} order by name`,
  );
  return new Map(rows.map(({ name, digest }) => [name, digest]));
}

/** A digest of all that a request may write. */
export const stateOf = async (app: TestApp): Promise<string> =>
  JSON.stringify([[...(await tableDigests(app))], await listKeys(app.container.storage)]);

export type Refusal = readonly [status: number, code: string];

/** Holds `response` against the one form of all problem documents (RFC 9457 and ours). */
export function expectRefusal(
  { status, headers, body }: Pick<Response, 'status' | 'headers' | 'body'>,
  [wanted, code]: Refusal,
): void {
  expect({ status, code: body.code }).toEqual({ status: wanted, code });
  expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(headers['cache-control']).toBe('private, no-store');
  expect(body).toEqual(
    expect.objectContaining({
      type: 'about:blank',
      title: expect.any(String),
      status: wanted,
      detail: body.error,
      success: false,
      error: expect.stringMatching(/\S/),
      requestId: expect.stringMatching(/^[\w.-]{1,64}$/),
    }),
  );
  for (const { path, message } of body.details ?? [])
    expect([path, message]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
  expect(JSON.stringify(body)).not.toMatch(/\bat \/|node_modules|sequelize|select |insert /i);
}

/** Sends bytes as they are. Resolves with the answer when the server closes, which `Connection: close` asks for. */
export function sendRaw(
  { url }: TestApp,
  text: string | Buffer,
): Promise<Pick<Response, 'status' | 'headers' | 'body'>> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
    socket.setEncoding('utf8').on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', reject).on('close', () => {
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      const [statusLine = '', ...lines] = head.split('\r\n');
      const headers = Object.fromEntries(
        lines.map((line) => [line.split(': ')[0]?.toLowerCase(), line.split(': ')[1]]),
      );
      resolve({
        status: Number(statusLine.split(' ')[1]),
        headers,
        body: body.startsWith('{') ? JSON.parse(body) : {},
      });
    });
  });
}
