// The change feed: PostgreSQL NOTIFY tells every process, after a commit, what it must forget.
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from './logger.ts';

/** `<kind>:<tenant>/<id>`: the id of a person, of a service's token, the name of a role; of a tenant, `settings`. */
export type ChangeTopic = `${'profile' | 'account' | 'blocks' | 'service' | 'roles' | 'tenant'}:${string}/${string}`;

export interface ChangeFeed {
  subscribe(listener: {
    changed(topic: ChangeTopic): void;
    /** The feed may have missed something: forget everything. */
    gap(): void;
  }): void;
  /** After a commit: tells this process at once (whoever wrote must not read the old), and the others in a moment. */
  announce(topics: readonly ChangeTopic[]): void;
  /** False while changes may be missed; caches must not answer then. */
  connected(): boolean;
  close(): Promise<void>;
}

type Listener = Parameters<ChangeFeed['subscribe']>[0];

const reconnectMs = 500;
const heartbeatMs = 5_000;
// A lone change is sent at once; under load they gather, since each message is a transaction.
const gatherMs = 20;
const isTopic = (text: string): text is ChangeTopic =>
  /^(profile|account|blocks|service|roles|tenant):[^/]+\/./.test(text);

/** Opens the feed; it reconnects by itself. */
export async function createChangeFeed(deps: { databaseUrl: string; logger: Logger }): Promise<ChangeFeed> {
  const listeners: Listener[] = [];
  let client: pg.Client | undefined;
  let closed = false;
  const unsent = new Set<ChangeTopic>();
  let sending: Promise<void> | undefined;

  // Not inside the writing transactions: NOTIFY holds a lock of the whole database until the commit is on disk, so that
  // writers would wait for each other's disk. What gathers while one message is under way goes with the next.
  async function send(): Promise<void> {
    while (client && unsent.size > 0) {
      const topics = [...unsent];
      unsent.clear();
      try {
        await client.query("select pg_notify('cameo', topic) from unnest($1::text[]) as topic", [topics]);
      } catch (error) {
        for (const topic of topics) unsent.add(topic);
        deps.logger.warn({ err: error, topics: topics.length }, 'changes not announced yet');
        break;
      }
      if (unsent.size > 0) await pause(gatherMs);
    }
    // Here, not in a callback of the promise: what is announced in between would wait for the next announcement.
    sending = undefined;
  }

  // Started in a later turn: `send` ends by clearing `sending`, which must have been set by then.
  function startSending(): void {
    sending ??= Promise.resolve().then(send);
  }

  /** Whatever ended the connection: from now on changes are missed. */
  function lose(lost: pg.Client): void {
    if (client !== lost) return;
    client = undefined;
    for (const listener of listeners) listener.gap();
    lost.end().catch(() => {});
    if (!closed) void reconnect();
  }

  // A machine that vanished closes no connection: without asking, caches would trust a silent one for hours.
  async function beat(): Promise<void> {
    const asked = client;
    if (!asked) return;
    try {
      await asked.query('select 1');
    } catch {
      lose(asked);
    }
  }

  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString: deps.databaseUrl,
      application_name: 'cameo-changes',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
    });
    next.on('notification', ({ payload }) => {
      if (payload && isTopic(payload)) for (const listener of listeners) listener.changed(payload);
    });
    next.on('error', () => {}); // 'end' follows and reconnects
    next.on('end', () => lose(next));
    try {
      await next.connect();
      await next.query('listen cameo');
    } catch (error) {
      next.end().catch(() => {});
      throw error;
    }
    client = next;
    for (const listener of listeners) listener.gap();
    startSending();
  }

  async function reconnect(): Promise<void> {
    while (!closed) {
      try {
        return await connect();
      } catch (error) {
        deps.logger.warn({ err: error }, 'change feed is down, caches are off');
        await new Promise((resolve) => setTimeout(resolve, reconnectMs));
      }
    }
  }

  await connect();
  const heartbeat = setInterval(() => void beat(), heartbeatMs);
  return {
    subscribe: (listener) => listeners.push(listener),
    announce(topics) {
      for (const topic of topics) {
        for (const listener of listeners) listener.changed(topic);
        unsent.add(topic);
      }
      startSending();
    },
    connected: () => client !== undefined,
    async close() {
      clearInterval(heartbeat);
      await sending;
      closed = true;
      const last = client;
      client = undefined;
      await last?.end();
    },
  };
}
