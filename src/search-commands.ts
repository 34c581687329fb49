// `npm run cameo -- search:reindex` and `search:verify`: the search index as an operator keeps it, while the service runs.
import { parseArgs } from 'node:util';
import Joi from 'joi';
import type { Container } from './container.ts';
import type { ReindexOptions } from './search/index.ts';

export const searchUsage = `npm run cameo -- search:reindex [--tenant <id>] [--from <id of a person>] [--rate <people a second>] [--restart]
       npm run cameo -- search:verify [--fix]`;

type WithContainer = <T>(work: (container: Container) => Promise<T>) => Promise<T>;
type Command = (args: string[]) => Promise<string>;

const sayEveryMs = 1_000;
const shownIds = 10;
const count = new Intl.NumberFormat('en');

const reindexOptions = Joi.object<ReindexOptions>({
  tenantId: Joi.string().guid().label('tenant'),
  from: Joi.string().guid(),
  rate: Joi.number().integer().min(1),
  restart: Joi.boolean(),
});

function readOptions(args: string[]): ReindexOptions {
  const { values } = parseArgs({
    args,
    options: {
      tenant: { type: 'string' },
      from: { type: 'string' },
      rate: { type: 'string' },
      restart: { type: 'boolean' },
    },
  });
  const { tenant: tenantId, ...others } = values;
  const { error, value } = reindexOptions.validate(
    { ...others, ...(tenantId !== undefined && { tenantId }) },
    { abortEarly: false, errors: { wrap: { label: false } } },
  );
  if (error) throw new Error(`${error.message}\n\nUsage: ${searchUsage}`);
  return value;
}

function durationOf(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Indexes everybody anew. Ended, it goes on where it was when it is run again. */
export function reindexSearch(withContainer: WithContainer, say: (line: string) => void): Command {
  return async (args) => {
    const options = readOptions(args);
    return withContainer(async ({ searchReindexing, searchMirror }) => {
      const startedAt = performance.now();
      let saidAt = startedAt;
      let indexed = 0;
      for await (const { done, total, perSecond, lastId } of searchReindexing.run(options)) {
        indexed = done;
        if (performance.now() - saidAt < sayEveryMs) continue;
        saidAt = performance.now();
        const left = durationOf((total - done) / perSecond);
        say(
          `${count.format(done)} of ${count.format(total)} people, ${count.format(Math.round(perSecond))} a second, ${left} left, at ${lastId}`,
        );
      }
      const isWhole = options.tenantId === undefined && options.from === undefined;
      const outside = searchMirror && isWhole ? '; the workers are building the index in Meilisearch anew' : '';
      return `Indexed ${count.format(indexed)} people in ${durationOf((performance.now() - startedAt) / 1000)}${outside}`;
    });
  };
}

const sentences = {
  missing: 'are not in the index and should be',
  outdated: 'are in the index otherwise than they should be',
  surplus: 'are in the index and should not be',
} as const;

/** Holds index and database against each other; mends with `--fix`. @throws when something differs and was not mended */
export function verifySearch(withContainer: WithContainer, say: (line: string) => void): Command {
  return async (args) => {
    const { values } = parseArgs({ args, options: { fix: { type: 'boolean' } } });
    const { fix = false } = values;
    return withContainer(async ({ searchVerification }) => {
      const found = new Map<string, string[]>();
      let looked = 0;
      let waiting = 0;
      for await (const slice of searchVerification.run({ fix })) {
        looked += slice.looked;
        waiting += slice.waiting;
        for (const { kind, id } of slice.differences) {
          const title = `${slice.engine}: ${sentences[kind]}`;
          found.set(title, [...(found.get(title) ?? []), id]);
        }
      }
      for (const [title, ids] of found) {
        const more = ids.length > shownIds ? ' …' : '';
        say(`${title}: ${count.format(ids.length)} (${ids.slice(0, shownIds).join(', ')}${more})`);
      }
      const differing = [...found.values()].reduce((sum, ids) => sum + ids.length, 0);
      const seen = `looked at ${count.format(looked)}, ${count.format(waiting)} are about to be indexed`;
      if (differing > 0 && !fix) throw new Error(`${count.format(differing)} differ; ${seen}. --fix mends them`);
      return differing > 0 ? `Mended ${count.format(differing)}; ${seen}` : `OK: nothing differs; ${seen}`;
    });
  };
}
