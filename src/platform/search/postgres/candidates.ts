// What a typed word may stand for: itself, words it begins, words it misspells. Values to filter by stand for themselves.
import type { SearchFilter, SearchScope } from '../port.ts';
import { allowedEdits, askedForms, editDistance, FORM_LETTERS, isMisspeltBeginning } from '../spelling.ts';
import type { QueryWord } from '../words.ts';
import { scopeOf } from './scopes.ts';
import type { Bind, Statements } from './statements.ts';
import { facetTerm } from './writing.ts';

/**
 * The best candidates kept for one typed word. Each costs one descent of an index, so this bounds a query; one letter
 * begins tens of thousands of words, of which the commonest are the ones that somebody is typing.
 */
const MAX_CANDIDATES = 64;
// Bounds against a dictionary made hostile: thousands of words with one beginning, or around one form.
const MAX_SCANNED_PREFIXES = 500;
const MAX_SCANNED_COMMON_PREFIXES = 1_000;
const MAX_WORDS_PER_FORM = 256;
/** Of words that are longer than what was typed, and may have been begun with a typo. */
const MAX_LONGER_WORDS_PER_FORM = 32;
const MAX_WORD_LETTERS = 40;
const MAX_FILTER_VALUES = 50;
/** From here on a word is in an index of its own, among which thousands of rare ones do not hide it. */
const COMMON_POPULARITY = 3;

// Factors, in per cent, by which a match counts: an exact word over a longer one over a misspelt one.
const EXACT = 100;
const PREFIX = { least: 50, whole: 80 };
const TYPO = [EXACT, 40, 20] as const;
const MISSPELT_PREFIX = 10;

export interface Candidate {
  /** Of the list that is read: negative for the word in names only. */
  readonly wordId: number;
  readonly factor: number;
  /** How many documents it stands for, about. */
  readonly documents: number;
}

/** For each typed word, and for each filter, what it may stand for; the best first. */
export interface Candidates {
  readonly words: readonly (readonly Candidate[])[];
  readonly filters: readonly (readonly Candidate[])[];
}

interface Row {
  position: number;
  id: number;
  term: string;
  popularity: number;
}

interface Asked {
  readonly words: readonly QueryWord[];
  readonly namesOnly: boolean;
  readonly filters: readonly SearchFilter[];
}

/** Looks words and filters up in the dictionary of the scope; null when one of them can match nothing. */
export async function findCandidates(
  statements: Statements,
  scope: SearchScope,
  { words, namesOnly, filters }: Asked,
): Promise<Candidates | null> {
  const [wordRows, filterRows] = await Promise.all([
    words.length === 0 ? [] : statements.run<Row>((bind) => dictionarySql(bind, scope, words, namesOnly)),
    filters.length === 0 ? [] : findFacetWords(statements, scope, filters),
  ]);
  const found = {
    words: words.map(({ text }, position) =>
      wordRows
        .filter((row) => row.position === position)
        .map((row) => ({ ...candidateOf(row, namesOnly), factor: factorOf(text, row.term) }))
        .filter((candidate) => candidate.factor > 0)
        .sort((a, b) => b.factor - a.factor || b.documents - a.documents || a.wordId - b.wordId)
        .slice(0, MAX_CANDIDATES),
    ),
    filters: filters.map((_, position) =>
      filterRows.filter((row) => row.position === position).map((row) => candidateOf(row, false)),
    ),
  };
  return [...found.words, ...found.filters].every((candidates) => candidates.length > 0) ? found : null;
}

/** The words that stand for values of facets, each with the position of the filter it belongs to. */
export function findFacetWords(
  statements: Statements,
  scope: SearchScope,
  filters: readonly SearchFilter[],
): Promise<Row[]> {
  const asked = filters.flatMap(({ facet, anyOf }, position) =>
    anyOf.slice(0, MAX_FILTER_VALUES).flatMap((value) => {
      const term = facetTerm(facet, value);
      return term === undefined ? [] : [{ position, term }];
    }),
  );
  return statements.run<Row>(
    (bind) =>
      `select distinct a.position, w.id, w.term, w.popularity
       from unnest(${bind(asked.map(({ position }) => position))}::int[], ${bind(asked.map(({ term }) => term))}::text[]) as a (position, term)
       join search_words w on w.scope_id = ${scopeOf(scope, bind)} and w.term = a.term`,
  );
}

function candidateOf({ id, popularity }: Row, namesOnly: boolean): Candidate {
  return { wordId: namesOnly ? -id : id, factor: 0, documents: 2 ** popularity };
}

function dictionarySql(bind: Bind, scope: SearchScope, words: readonly QueryWord[], namesOnly: boolean): string {
  const popularity = namesOnly ? 'w.name_popularity' : 'w.popularity';
  const isUsed = namesOnly ? 'w.name_popularity is not null' : 'true';
  // Not `exists`, which may become a join with every term there is.
  const isListed = `(select true from search_terms t where t.word_id = ${namesOnly ? '-w.id' : 'w.id'} limit 1)`;
  const unfinished = words.flatMap((word, position) => (word.whole ? [] : [{ position, text: word.text }]));
  const forms = unfinished.flatMap(({ position, text }) =>
    askedForms(text).flatMap((form) => spelt(position, text, form)),
  );
  const columns = `w.id, w.term, ${popularity} as popularity`;
  const commonest = (condition: string) => `(
    select ${columns} from search_words w
    where w.scope_id = (select id from scope) and ${isUsed} and ${condition} and ${isListed}
    order by ${popularity} desc, w.id limit ${MAX_CANDIDATES}
  )`;
  const range = (condition: string, limit: number) => `(
    select w.* from search_words w
    where w.scope_id = (select id from scope) and ${condition}
      and u.letters > 3 and w.term >= u.word and w.term < u.word || chr(1114111)
    order by w.term limit ${limit}
  )`;
  return `
    with scope as materialized (select ${scopeOf(scope, bind)} as id),
    asked as (
      select ordinality::int - 1 as position, word
      from unnest(${bind(words.map((word) => word.text))}::text[]) with ordinality as t (word)
    ), unfinished as (
      select position, word, char_length(word) as letters
      from unnest(${bind(unfinished.map((word) => word.position))}::int[], ${bind(unfinished.map((word) => word.text))}::text[]) as t (position, word)
    ), spelt as (
      select *
      from unnest(${bind(forms.map((asked) => asked.position))}::int[], ${bind(forms.map((asked) => asked.form))}::text[],
        ${bind(forms.map((asked) => asked.least))}::int[], ${bind(forms.map((asked) => asked.most))}::int[],
        ${bind(forms.map((asked) => asked.limit))}::int[]) as t (position, form, least, most, reach)
    )
    select a.position, ${columns}
    from asked a join search_words w on w.scope_id = (select id from scope) and w.term = a.word where ${isUsed}
    union
    select u.position, w.id, w.term, w.popularity from unfinished u cross join lateral (
      ${commonest('u.letters = 1 and left(w.term, 1) = u.word')}
      union all ${commonest('u.letters = 2 and left(w.term, 2) = u.word')}
      union all ${commonest('u.letters = 3 and left(w.term, 3) = u.word')}
      union all (
        select ${columns} from (
          select * from (
            ${range(`${popularity} >= ${COMMON_POPULARITY}`, MAX_SCANNED_COMMON_PREFIXES)}
            union ${range(isUsed, MAX_SCANNED_PREFIXES)}
          ) w order by ${popularity} desc, w.id offset 0
        ) w where ${isListed} limit ${MAX_CANDIDATES}
      )
    ) w
    union
    select s.position, ${columns}
    from spelt s cross join lateral (
      select f.word_id from search_forms f
      where f.scope_id = (select id from scope) and f.form = s.form and f.letters between s.least and s.most
      order by f.letters, f.word_id limit s.reach
    ) f join search_words w on w.id = f.word_id where ${isUsed}`;
}

/** What is read under one form: words of about the length that was typed, then longer ones that it may begin. */
function spelt(position: number, text: string, form: string) {
  const letters = [...text].length;
  const edits = allowedEdits(text);
  const most = letters + edits;
  const alike = { position, form, least: letters - edits, most, limit: MAX_WORDS_PER_FORM };
  // A beginning may have one typo, which is found under forms that lack one letter at most.
  const isNear = [...form].length >= Math.min(letters, FORM_LETTERS) - 1;
  if (!isNear) return [alike];
  return [alike, { position, form, least: most + 1, most: MAX_WORD_LETTERS, limit: MAX_LONGER_WORDS_PER_FORM }];
}

function factorOf(typed: string, term: string): number {
  if (term === typed) return EXACT;
  if (term.startsWith(typed)) {
    return PREFIX.least + Math.round(((PREFIX.whole - PREFIX.least) * typed.length) / term.length);
  }
  const edits = editDistance(typed, term);
  if (edits <= allowedEdits(typed)) return TYPO[edits] ?? 0;
  return isMisspeltBeginning(typed, term) ? MISSPELT_PREFIX : 0;
}
