// The dictionary: every word of a scope once, and the forms under which a misspelling finds it.
import type { Tx } from '../../db/sequelize.ts';
import { storedForms } from '../spelling.ts';
import type { Statements } from './statements.ts';
import { isFacetTerm } from './writing.ts';

export interface ScopedWord {
  readonly scopeId: number;
  readonly term: string;
}

export interface WordRow extends ScopedWord {
  readonly id: number;
  readonly popularity: number;
  readonly namePopularity: number | null;
  readonly isNew?: boolean;
}

const COLUMNS = 'w.id, w.scope_id as "scopeId", w.term, w.popularity, w.name_popularity as "namePopularity"';

export type FindWord = (scopeId: number, term: string) => WordRow;

/** Answers each of the words; adds those that are new. The caller shares the lock on the dictionary. */
export async function requireWords(statements: Statements, words: readonly ScopedWord[], tx: Tx): Promise<FindWord> {
  const known = new Map<string, WordRow>();
  const wanted = new Map(words.map((word) => [keyOf(word), word]));
  const missing = () => [...wanted.values()].filter((word) => !known.has(keyOf(word)));
  const remember = (rows: readonly WordRow[], isNew = false) => {
    for (const row of rows) known.set(keyOf(row), isNew ? { ...row, isNew } : row);
  };
  remember(await findWords(statements, missing(), tx));
  if (missing().length > 0) {
    const added = await addWords(statements, missing(), tx);
    remember(added, true);
    await addForms(statements, added, tx);
  }
  // What is still missing was added by somebody else meanwhile; the insert has waited for their commit.
  if (missing().length > 0) remember(await findWords(statements, missing(), tx));
  return (scopeId, term) => {
    const word = known.get(keyOf({ scopeId, term }));
    if (word === undefined) throw new Error('A word is missing from the search dictionary.');
    return word;
  };
}

async function findWords(statements: Statements, words: readonly ScopedWord[], tx: Tx): Promise<WordRow[]> {
  if (words.length === 0) return [];
  return statements.run<WordRow>(
    (bind) =>
      `select ${COLUMNS} from unnest(${bind(words.map((word) => word.scopeId))}::int[], ${bind(words.map((word) => word.term))}::text[])
         as asked (scope_id, term)
       join search_words w on w.scope_id = asked.scope_id and w.term = asked.term`,
    tx,
  );
}

// Sorted, because two people who bring the same new words wait for each other row by row.
function addWords(statements: Statements, words: readonly ScopedWord[], tx: Tx): Promise<WordRow[]> {
  return statements.run<WordRow>(
    (bind) =>
      `insert into search_words as w (scope_id, term)
       select scope_id, term
       from unnest(${bind(words.map((word) => word.scopeId))}::int[], ${bind(words.map((word) => word.term))}::text[]) as fresh (scope_id, term)
       order by scope_id, term collate "C"
       on conflict (scope_id, term) do nothing
       returning ${COLUMNS}`,
    tx,
  );
}

async function addForms(statements: Statements, words: readonly WordRow[], tx: Tx): Promise<void> {
  const rows = words
    .filter((word) => !isFacetTerm(word.term))
    .flatMap((word) => storedForms(word.term).map((form) => ({ ...word, form })));
  if (rows.length === 0) return;
  await statements.run(
    (bind) =>
      `insert into search_forms (scope_id, form, letters, word_id) select * from unnest(
         ${bind(rows.map((row) => row.scopeId))}::int[], ${bind(rows.map((row) => row.form))}::text[],
         ${bind(rows.map((row) => [...row.term].length))}::int[], ${bind(rows.map((row) => row.id))}::int[])`,
    tx,
  );
}

function keyOf({ scopeId, term }: ScopedWord): string {
  return `${scopeId} ${term}`;
}
