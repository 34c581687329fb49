// The dictionary: every word of a scope once, and the forms under which a misspelling finds it.
import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import { storedForms } from '../spelling.ts';

interface ScopedWord {
  scopeId: number;
  term: string;
}

interface WordRow extends ScopedWord {
  id: number;
}

/** The ids of the words, in their order; adds those that are new. The caller shares the lock on the dictionary. */
export async function requireWordIds(
  sequelize: Sequelize,
  words: readonly ScopedWord[],
  transaction: Transaction,
): Promise<number[]> {
  const known = new Map<string, number>();
  const remember = (row: WordRow) => known.set(keyOf(row), row.id);
  const missing = () => words.filter((word) => !known.has(keyOf(word)));
  for (const row of await findWords(sequelize, words, transaction)) remember(row);
  if (missing().length > 0) {
    const added = await addWords(sequelize, missing(), transaction);
    added.forEach(remember);
    await addForms(sequelize, added, transaction);
  }
  // What is still missing was added by somebody else meanwhile; the insert has waited for their commit.
  if (missing().length > 0) (await findWords(sequelize, missing(), transaction)).forEach(remember);
  return words.map((word) => {
    const id = known.get(keyOf(word));
    if (id === undefined) throw new Error('A word is missing from the search dictionary.');
    return id;
  });
}

function findWords(sequelize: Sequelize, words: readonly ScopedWord[], transaction: Transaction): Promise<WordRow[]> {
  return sequelize.query<WordRow>(
    `select w.id, w.scope_id as "scopeId", w.term
     from unnest($1::int[], $2::text[]) as asked (scope_id, term)
     join search_words w on w.scope_id = asked.scope_id and w.term = asked.term`,
    { bind: columns(words), type: QueryTypes.SELECT, transaction },
  );
}

// Sorted, because two people who bring the same new words wait for each other row by row.
function addWords(sequelize: Sequelize, words: readonly ScopedWord[], transaction: Transaction): Promise<WordRow[]> {
  return sequelize.query<WordRow>(
    `insert into search_words (scope_id, term)
     select scope_id, term from unnest($1::int[], $2::text[]) as fresh (scope_id, term)
     order by scope_id, term collate "C"
     on conflict (scope_id, term) do nothing
     returning id, scope_id as "scopeId", term`,
    { bind: columns(words), type: QueryTypes.SELECT, transaction },
  );
}

async function addForms(sequelize: Sequelize, words: readonly WordRow[], transaction: Transaction): Promise<void> {
  const rows = words.flatMap((word) => storedForms(word.term).map((form) => ({ ...word, form })));
  if (rows.length === 0) return;
  await sequelize.query(
    'insert into search_forms (scope_id, form, word_id) select * from unnest($1::int[], $2::text[], $3::int[])',
    { bind: [rows.map((row) => row.scopeId), rows.map((row) => row.form), rows.map((row) => row.id)], transaction },
  );
}

function columns(words: readonly ScopedWord[]): [number[], string[]] {
  return [words.map((word) => word.scopeId), words.map((word) => word.term)];
}

function keyOf(word: ScopedWord): string {
  return `${word.scopeId} ${word.term}`;
}
