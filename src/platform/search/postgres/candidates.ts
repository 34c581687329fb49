// What a typed word may stand for: itself, words it begins, words it misspells.
import { QueryTypes, type Sequelize } from 'sequelize';
import type { SearchAudience } from '../port.ts';
import { allowedEdits, askedForms, editDistance } from '../spelling.ts';
import type { QueryWord } from '../words.ts';

/**
 * The best candidates kept for one typed word. Each costs one descent of an index, so this bounds a query; one letter
 * begins tens of thousands of words, of which the commonest are the ones that somebody is typing.
 */
const MAX_CANDIDATES = 64;
// Bounds against a dictionary made hostile: thousands of words with one beginning, or around one form.
const MAX_SCANNED_PREFIXES = 2_000;
const MAX_WORDS_PER_FORM = 256;

// Factors, in per cent, by which a match counts: an exact word over a longer one over a misspelt one.
const EXACT = 100;
const PREFIX = { least: 50, whole: 80 };
const TYPO = [EXACT, 40, 20] as const;

export interface Candidate {
  wordId: number;
  factor: number;
}

interface Row {
  position: number;
  id: number;
  term: string;
  popularity: number;
}

/** Looks the words up in the dictionary of the tenant and audience; null when one of them can match nothing. */
export async function findCandidates(
  sequelize: Sequelize,
  { tenantId, audience }: { tenantId: string; audience: SearchAudience },
  words: readonly QueryWord[],
): Promise<Candidate[][] | null> {
  const rows = await readDictionary(sequelize, tenantId, audience, words);
  const candidates = words.map(({ text }, index) =>
    rows
      .filter((row) => row.position === index)
      .map((row) => ({ wordId: row.id, factor: factorOf(text, row.term), popularity: row.popularity }))
      .filter((candidate) => candidate.factor > 0)
      .sort((a, b) => b.factor - a.factor || b.popularity - a.popularity || a.wordId - b.wordId)
      .slice(0, MAX_CANDIDATES),
  );
  return candidates.every((found) => found.length > 0) ? candidates : null;
}

function readDictionary(
  sequelize: Sequelize,
  tenantId: string,
  audience: SearchAudience,
  words: readonly QueryWord[],
): Promise<Row[]> {
  const unfinished = words.flatMap((word, position) => (word.whole ? [] : [{ position, text: word.text }]));
  const forms = unfinished.flatMap(({ position, text }) => askedForms(text).map((form) => ({ position, form })));
  return sequelize.query<Row>(
    `with scope as materialized (select id from search_scopes where tenant_id = $1 and audience = $2),
     asked as (select ordinality::int - 1 as position, word from unnest($3::text[]) with ordinality as t (word)),
     unfinished as (
       select position, word, char_length(word) as letters from unnest($4::int[], $5::text[]) as t (position, word)
     ),
     spelt as (select position, form from unnest($6::int[], $7::text[]) as t (position, form))
     select a.position, w.id, w.term, w.popularity
     from asked a join search_words w on w.scope_id = (select id from scope) and w.term = a.word
     union
     select u.position, w.id, w.term, w.popularity from unfinished u cross join lateral (
       ${commonest('u.letters = 1 and left(w.term, 1) = u.word')}
       union all ${commonest('u.letters = 2 and left(w.term, 2) = u.word')}
       union all ${commonest('u.letters = 3 and left(w.term, 3) = u.word')}
       union all (
         select * from (
           select w.* from search_words w
           where w.scope_id = (select id from scope)
             and u.letters > 3 and w.term >= u.word and w.term < u.word || chr(1114111)
           order by w.term limit ${MAX_SCANNED_PREFIXES}
         ) w order by w.popularity desc, w.id limit ${MAX_CANDIDATES}
       )
     ) w
     union
     select s.position, w.id, w.term, w.popularity
     from spelt s cross join lateral (
       select f.word_id from search_forms f
       where f.scope_id = (select id from scope) and f.form = s.form order by f.word_id limit ${MAX_WORDS_PER_FORM}
     ) f join search_words w on w.id = f.word_id`,
    {
      bind: [
        tenantId,
        audience,
        words.map((word) => word.text),
        unfinished.map((word) => word.position),
        unfinished.map((word) => word.text),
        forms.map((asked) => asked.position),
        forms.map((asked) => asked.form),
      ],
      type: QueryTypes.SELECT,
    },
  );
}

function commonest(condition: string): string {
  return `(
         select w.* from search_words w where w.scope_id = (select id from scope) and ${condition}
         order by w.popularity desc, w.id limit ${MAX_CANDIDATES}
       )`;
}

function factorOf(typed: string, term: string): number {
  if (term === typed) return EXACT;
  if (term.startsWith(typed)) {
    return PREFIX.least + Math.round(((PREFIX.whole - PREFIX.least) * typed.length) / term.length);
  }
  const edits = editDistance(typed, term);
  return edits <= allowedEdits(typed) ? (TYPO[edits] ?? 0) : 0;
}
