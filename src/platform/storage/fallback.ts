// Two stores as one while objects move from the second to the first: writes go to the first, reads find both.
import type { ObjectStore, StoreEntry } from './store.ts';

const names = ['first', 'second'] as const;
type Name = (typeof names)[number];

/** Says in versions and cursors which store they are of. */
const mark = (name: Name, text: string) => `${name}:${text}`;
const unmark = (name: Name, text: string) => (text.startsWith(`${name}:`) ? text.slice(name.length + 1) : undefined);

export function createFallbackStore(stores: Readonly<Record<Name, ObjectStore>>): ObjectStore {
  const { first, second } = stores;

  /** What was in neither may have moved between the two looks. */
  async function find<Found>(look: (store: ObjectStore, name: Name) => Promise<Found | undefined>) {
    return (await look(first, 'first')) ?? (await look(second, 'second')) ?? (await look(first, 'first'));
  }

  return {
    async put(key, body, { over, ...options }) {
      if (typeof over !== 'string') return first.put(key, body, { ...options, ...(over === null && { over }) });
      const version = unmark('second', over);
      if (version !== undefined) return second.put(key, body, { ...options, over: version });
      return first.put(key, body, { ...options, over: unmark('first', over) ?? over });
    },

    get: (key) => find((store) => store.get(key)),

    open: (key) =>
      find(async (store, name) => {
        const found = await store.open(key);
        return found && { ...found, version: mark(name, found.version) };
      }),

    stat: (key) =>
      find(async (store, name) => {
        const found = await store.stat(key);
        return found && { ...found, version: mark(name, found.version) };
      }),

    // In this order a copy that is being made is either not finished or seen to have lost its source (moving.ts).
    async delete(key) {
      await second.delete(key);
      await first.delete(key);
    },

    async *list(prefix, after): AsyncGenerator<StoreEntry> {
      for (const name of names) {
        if (name === 'first' && after?.startsWith('second:')) continue;
        const behind = after === undefined ? undefined : unmark(name, after);
        for await (const entry of stores[name].list(prefix, behind))
          yield { ...entry, cursor: mark(name, entry.cursor) };
      }
    },

    async presign(key, seconds) {
      const holder = (await first.stat(key)) ? first : second;
      return holder.presign(key, seconds);
    },

    async check() {
      await Promise.all([first.check(), second.check()]);
    },

    async sweep() {
      await Promise.all([first.sweep(), second.sweep()]);
    },
  };
}
