// Makes people.jsonl and queries.tsv, always the same: `node bench/search-quality/generate.mjs`.
// For people of your own: node bench/search-quality/generate.mjs <people.jsonl> <queries.tsv to write> [how many]
import { readFileSync, writeFileSync } from 'node:fs';
import { cultures } from './names.mjs';
import {
  foldVariants,
  isCased,
  withDigraphs,
  withOtherScript,
  withOtherSpaces,
  withoutAccents,
  withoutPoints,
} from './spellings.mjs';

const peopleCount = 2_000;
const queryCount = 300;
/** More people than these under one name, or behind one beginning, and nobody could expect a certain one on top. */
const mostExpected = 5;

let state = 20_261_121;
function below(limit) {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * limit);
}
const oneOf = (list) => list[below(list.length)];

const crafts =
  'Architect Baker Botanist Carpenter Cellist Dentist Engineer Gardener Glazier Historian Illustrator Librarian Mechanic Nurse Painter Photographer Pilot Potter Teacher Translator'.split(
    ' ',
  );
const places =
  'Lisbon Gdańsk Kyōto Addis_Ababa Tbilisi Yerevan Chennai Hà_Nội São_Paulo Reykjavík Łódź Malmö Québec Zürich Bogotá İzmir Ulaanbaatar Lhasa Colombo Antananarivo'
    .split(' ')
    .map((place) => place.replaceAll('_', ' '));

function makePeople() {
  const people = [];
  for (let index = 0; index < peopleCount; index++) {
    const { script, name: culture, given, family, format } = cultures[index % cultures.length];
    const [firstName, lastName] = [oneOf(given), oneOf(family)];
    const displayName = format.replace('{g}', firstName).replace('{f}', lastName);
    const person = { id: `p${String(index + 1).padStart(4, '0')}`, script, culture, displayName, firstName, lastName };
    if (script === 'Latin' && below(2) === 0)
      person.handle = `${wordsOf(withoutAccents(displayName))
        .join('.')
        .replace(/[^a-z.]/g, '')}${below(90) + 10}`;
    if (below(2) === 0) person.headline = `${oneOf(crafts)} and ${oneOf(crafts).toLowerCase()}`;
    if (below(3) === 0) person.location = oneOf(places);
    // Whoever is only spoken of must not be found before the one who is called so.
    if (index > 100 && below(3) === 0) person.bio = `A friend of ${oneOf(people).displayName}.`;
    people.push(person);
  }
  return people;
}

const wordsOf = (name) =>
  name
    .normalize('NFC')
    .toLowerCase()
    .split(/[\s・,]+/)
    .filter(Boolean);
const keyOf = (name) => wordsOf(foldVariants(name)).sort().join(' ');

/** Who is meant by a name, by its words in any order; or by whole words and the beginning of one more. */
function createLookup(people) {
  const byKey = new Map();
  for (const person of people)
    byKey.set(keyOf(person.displayName), [...(byKey.get(keyOf(person.displayName)) ?? []), person]);
  const folded = people.map((person) => ({ person, words: wordsOf(foldVariants(person.displayName)) }));
  const names = new Set(folded.flatMap(({ words }) => words));
  return {
    isName: (word) => wordsOf(foldVariants(word)).every((one) => names.has(one)),
    named: (name) => byKey.get(keyOf(name)) ?? [],
    beginning(whole, start) {
      const wanted = wordsOf(foldVariants(whole));
      const beginning = wordsOf(foldVariants(start)).join('');
      return folded
        .filter(({ words }) => {
          const rest = [...words];
          for (const word of wanted) {
            const at = rest.indexOf(word);
            if (at < 0) return false;
            rest.splice(at, 1);
          }
          return rest.some((word) => word.startsWith(beginning));
        })
        .map(({ person }) => person);
    },
  };
}

const lettersOf = (word) => [...word.normalize('NFC')];
// Of Chinese and Japanese another character is another name; Korean is typed in parts of syllables.
const isTypable = (word, least) =>
  lettersOf(withoutPoints(word)).length >= least &&
  /^[\p{L}\p{M}]+$/u.test(word) &&
  !/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u.test(word);

const isLetter = (letter) => /\p{L}/u.test(letter);

/** One slip of the fingers: a letter left out, doubled or replaced by one of its neighbours in other names, or two swapped. */
function slip(word, pool) {
  const letters = lettersOf(withoutPoints(word));
  const at = below(letters.length - 1);
  const [letter, next] = [letters[at], letters[at + 1]];
  // A sign is written over its letter: nobody doubles one, or moves it before the letter.
  const isPlain = isLetter(letter) && isLetter(next);
  const likely = isPlain ? below(4) : below(2);
  if (likely === 0) return letters.toSpliced(at, 1).join('');
  if (likely === 1) {
    const others = lettersOf(pool).filter(
      (other) => /[\p{L}\p{M}]/u.test(other) && isLetter(other) === isLetter(letter),
    );
    return letters.with(at, oneOf(others)?.toLowerCase() ?? '').join('');
  }
  return likely === 2 ? letters.toSpliced(at, 0, letter).join('') : letters.toSpliced(at, 2, next, letter).join('');
}

/** Kinds of queries: each gives what somebody types for the person and who is meant by it, or nothing. */
const kinds = {
  exact: ({ displayName }, lookup) => ({ query: displayName, meant: lookup.named(displayName) }),
  case({ displayName }, lookup) {
    if (!isCased(displayName)) return undefined;
    const query = below(2) === 0 ? displayName.toUpperCase() : displayName.toLowerCase();
    return { query, meant: lookup.named(displayName) };
  },
  order({ displayName }, lookup) {
    const parts = displayName.split(' ');
    if (parts.length < 2) return undefined;
    return { query: [...parts.slice(1), parts[0]].join(' '), meant: lookup.named(displayName) };
  },
  prefix({ displayName }, lookup) {
    const parts = displayName.split(/[ ・]/);
    const last = parts.at(-1) ?? '';
    const letters = Array.from(new Intl.Segmenter().segment(last), ({ segment }) => segment);
    if (letters.length < 3) return undefined;
    const start = letters.slice(0, Math.max(2, Math.ceil(letters.length * (0.3 + below(40) / 100)))).join('');
    if (start === last) return undefined;
    const whole = parts.slice(0, -1).join(' ');
    return { query: `${whole} ${start}`.trim(), meant: lookup.beginning(whole, start) };
  },
  typo({ displayName }, lookup, pool) {
    const parts = displayName.split(' ');
    const fit = parts.filter((part) => isTypable(part, 5));
    if (fit.length === 0) return undefined;
    const word = oneOf(fit);
    const wrong = slip(word, pool);
    if (wrong === word || lookup.isName(wrong)) return undefined;
    return { query: parts.with(parts.indexOf(word), wrong).join(' '), meant: lookup.named(displayName) };
  },
  typos({ displayName }, lookup, pool) {
    const parts = displayName.split(' ');
    const long = parts.find((part) => isTypable(part, 10));
    const wrong = long
      ? parts.with(parts.indexOf(long), slip(slip(long, pool), pool))
      : parts.map((part) => (isTypable(part, 5) ? slip(part, pool) : part));
    const changed = wrong.filter((part, at) => part !== parts[at]);
    if (changed.length === 0 || changed.some(lookup.isName)) return undefined;
    return { query: wrong.join(' '), meant: lookup.named(displayName) };
  },
  accents({ displayName }, lookup) {
    const query = withoutAccents(displayName);
    return query === displayName ? undefined : { query, meant: lookup.named(displayName) };
  },
  digraphs({ displayName, culture, language }, lookup) {
    if (!/^(German|Nordic|de|da|nb|nn|sv)$/.test(culture ?? language)) return undefined;
    const query = withDigraphs(displayName);
    return query === displayName ? undefined : { query, meant: lookup.named(displayName) };
  },
  scripts({ displayName }, lookup) {
    const query = withOtherScript(displayName);
    return query === displayName ? undefined : { query, meant: lookup.named(displayName) };
  },
  spaces(person, lookup) {
    const query = oneOf(withOtherSpaces(person));
    return query === undefined ? undefined : { query, meant: lookup.named(person.displayName) };
  },
  part({ displayName }, lookup) {
    const parts = displayName.split(/[ ・]/);
    const part = oneOf(parts);
    if (parts.length < 2 || lettersOf(part).length < 4) return undefined;
    return { query: part, meant: lookup.beginning('', part) };
  },
  initial({ displayName }, lookup) {
    const [first, last, ...others] = displayName.split(' ');
    if (last === undefined || others.length > 0 || !isTypable(first, 4) || lettersOf(last).length < 4) return undefined;
    return { query: `${lettersOf(first)[0]}. ${last}`, meant: lookup.beginning(last, lettersOf(first)[0]) };
  },
  context({ displayName, headline, location }, lookup) {
    const [first] = displayName.split(/[ ・]/);
    const word = location ?? headline?.split(' ')[0];
    if (word === undefined || lettersOf(first).length < 3) return undefined;
    const meant = lookup.beginning(first, '').filter((one) => one.location === word || one.headline?.includes(word));
    return { query: `${first} ${withoutAccents(word).toLowerCase()}`, meant };
  },
  'typo and prefix'({ displayName }, lookup, pool) {
    const [first, last, ...others] = displayName.split(' ');
    if (last === undefined || others.length > 0 || !isTypable(first, 5) || lettersOf(last).length < 5) return undefined;
    const wrong = slip(first, pool);
    const start = lettersOf(last).slice(0, 3).join('');
    if (wrong === first || lookup.isName(wrong)) return undefined;
    return { query: `${wrong} ${start}`, meant: lookup.beginning(first, start) };
  },
  'misspelt prefix'({ displayName }, lookup, pool) {
    const [first, last, ...others] = displayName.split(' ');
    if (last === undefined || others.length > 0 || !isTypable(last, 8)) return undefined;
    const start = lettersOf(last).slice(0, 6).join('');
    const wrong = slip(start, pool);
    if (wrong === start || lookup.isName(wrong)) return undefined;
    return { query: `${first} ${wrong}`, meant: lookup.beginning(first, start) };
  },
  'order, accents and typo'(person, lookup, pool) {
    const parts = withoutAccents(person.displayName).toLowerCase().split(' ');
    const fit = parts.filter((part) => isTypable(part, 5));
    if (parts.length < 2 || fit.length === 0) return undefined;
    const word = oneOf(fit);
    const wrong = slip(word, withoutAccents(pool));
    if (wrong === word || lookup.isName(wrong)) return undefined;
    return {
      query: parts.with(parts.indexOf(word), wrong).reverse().join(' '),
      meant: lookup.named(person.displayName),
    };
  },
  handle({ id, handle }) {
    return handle ? { query: below(2) === 0 ? `@${handle}` : handle, meant: [{ id }] } : undefined;
  },
};
const shares = {
  ...{ exact: 10, case: 10, order: 15, prefix: 40, part: 15, initial: 10, context: 10 },
  ...{ typo: 50, typos: 25, 'typo and prefix': 15, 'misspelt prefix': 10, 'order, accents and typo': 10 },
  ...{ accents: 25, digraphs: 5, scripts: 20, spaces: 20, handle: 10 },
};

const groupOf = ({ script, source, language }) => script ?? `${source} ${language}`;

function makeQueries(people, count) {
  const lookup = createLookup(people);
  const groups = new Map();
  for (const person of people) groups.set(groupOf(person), [...(groups.get(groupOf(person)) ?? []), person]);
  // A script of many people comes up more often, a rare one often enough.
  const names = [...groups].flatMap(([name, members]) => Array(1 + Math.floor(members.length / 150)).fill(name));
  const pools = new Map([...groups].map(([name, members]) => [name, members.map((one) => one.displayName).join('')]));
  const sum = Object.values(shares).reduce((a, b) => a + b);
  const rows = new Map();
  let turn = 0;
  for (const [kind, share] of Object.entries(shares)) {
    const wanted = rows.size + Math.round((count * share) / sum);
    // Script after script, so that the rare ones are asked for as often as the common ones.
    for (let tries = 0; rows.size < wanted && tries < count * 20; tries++) {
      const group = names[turn++ % names.length];
      const asked = kinds[kind](oneOf(groups.get(group)), lookup, pools.get(group));
      if (!asked || rows.has(asked.query) || asked.meant.length === 0 || asked.meant.length > mostExpected) continue;
      rows.set(asked.query, [kind, group, asked.query, asked.meant.map(({ id }) => id).join(',')]);
    }
  }
  return [...rows.values()];
}

const tableOf = (rows) => `${['kind\tscript\tquery\texpected', ...rows.map((row) => row.join('\t'))].join('\n')}\n`;

const [given, target, wanted] = process.argv.slice(2);
if (given && target) {
  const people = readFileSync(given, 'utf8')
    .trim()
    .split('\n')
    .map((line, index) => ({ id: String(index + 1), ...JSON.parse(line) }))
    .filter(({ displayName }) => displayName);
  writeFileSync(target, tableOf(makeQueries(people, Number(wanted ?? queryCount))));
} else {
  const people = makePeople();
  const here = new URL('./', import.meta.url);
  writeFileSync(new URL('people.jsonl', here), people.map((person) => `${JSON.stringify(person)}\n`).join(''));
  writeFileSync(new URL('queries.tsv', here), tableOf(makeQueries(people, queryCount)));
}
