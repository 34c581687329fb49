// What was found out about a token is found out once, and never outlives a change of rights.
import { createTokenMemory } from '../../src/auth/token-memory.ts';
import { defaultTenantId } from '../../src/contracts/identity.ts';
import type { ChangeFeed } from '../../src/platform/changes.ts';

type Listener = Parameters<ChangeFeed['subscribe']>[0];

const caller = { kind: 'service', tokenId: 'one', tenantId: defaultTenantId, scopes: [] } as const;
const topic = `service:${defaultTenantId}/one`;

function createMemory() {
  const listeners: Listener[] = [];
  const feed = { isConnected: true };
  const changes = {
    connected: () => feed.isConnected,
    subscribe: (listener: Listener) => void listeners.push(listener),
  };
  const memory = createTokenMemory(changes, () => new Date());
  const answers: ((isGood: boolean) => void)[] = [];
  /** Looks, and waits to be told what it sees. */
  const look = () =>
    new Promise<{ caller: typeof caller; expiresAtMs: number } | undefined>((resolve) => {
      answers.push((isGood) => resolve(isGood ? { caller, expiresAtMs: Date.now() + 60_000 } : undefined));
    });
  return { feed, answers, find: () => memory.find('hash', look), revoke: () => listeners[0]?.changed(topic) };
}

it('is looked up once for all who ask at one time, and then remembered', async () => {
  const { answers, find } = createMemory();
  const asked = [find(), find(), find()];
  expect(answers).toHaveLength(1);
  answers[0]?.(true);
  expect((await Promise.all(asked)).map((found) => found?.caller)).toEqual([caller, caller, caller]);
  await find();
  expect(answers).toHaveLength(1);
});

it('is looked up anew by whoever asks after rights have changed, and what was seen before is not kept', async () => {
  const { answers, find, revoke } = createMemory();
  const before = find();
  revoke();
  const after = find();
  expect(answers).toHaveLength(2);
  answers[0]?.(true);
  await before;
  answers[1]?.(false);
  expect(await after).toBeUndefined();
  void find();
  expect(answers).toHaveLength(3);
});

it('is looked up by everybody while nobody would hear of changes', () => {
  const { feed, answers, find } = createMemory();
  feed.isConnected = false;
  void [find(), find()];
  expect(answers).toHaveLength(2);
});
