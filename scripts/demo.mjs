// `npm run demo [-- --url <address> --people <number>]`: fills a running Cameo with synthetic people through its public
// API, and shows what it does with them. Running it again adds nobody twice.
import { parseArgs } from 'node:util';
import { install, requireNode } from './prepare.mjs';

requireNode();
install();
const { ApiError, createClient, DemoError } = await import('./demo/client.mjs');
const { createPerson, maxPeople } = await import('./demo/people.mjs');
const { createProgress } = await import('./demo/progress.mjs');
const { createSettler } = await import('./demo/settle.mjs');
const { showAround } = await import('./demo/tour.mjs');

const atOnce = 6;

function readOptions() {
  const { values } = parseArgs({
    options: { url: { type: 'string', default: 'http://localhost:8092' }, people: { type: 'string', default: '300' } },
  });
  const count = Number(values.people);
  if (!Number.isInteger(count) || count < 1 || count > maxPeople)
    throw new DemoError(`--people: a whole number from 1 to ${maxPeople}`);
  if (!URL.canParse(values.url)) throw new DemoError('--url: an address such as http://localhost:8092');
  return { url: values.url.replace(/\/+$/, ''), count };
}

/** Does `work` for every item, a few at a time, with a progress bar. Resolves to the results in order. */
async function forAll(label, items, work) {
  const progress = createProgress(label, items.length);
  const results = [];
  const queue = items.entries();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const [at, item] of queue) {
        results[at] = await work(item);
        progress.step();
      }
    }),
  );
  progress.end();
  return results;
}

try {
  const { url, count } = readOptions();
  const client = createClient(url);
  await client.requireReady();
  const { settle, untilPictured, untilFound } = createSettler(client);

  const wanted = Array.from({ length: count }, (_, number) => createPerson(number));
  const people = await forAll('People', wanted, settle);
  await forAll('Portraits', people, untilPictured);
  await forAll(
    'Search',
    people.filter(({ visibility }) => visibility !== 'private'),
    untilFound,
  );
  const added = people.filter(({ isNew }) => isNew).length;
  console.log(`\n${added} people are new, ${count - added} were there already.`);
  await showAround(client, people);
} catch (error) {
  if (!(error instanceof DemoError || error instanceof ApiError || error?.code?.startsWith('ERR_PARSE_ARGS')))
    throw error;
  console.error(error.message);
  process.exit(1);
}
