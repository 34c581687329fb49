// Made-up people in the search index, written by SQL as the engine would write them: a million in minutes. Names, words
// and values are skewed like real ones: few are common, most are rare.
import { placeOf } from '../../dist/src/platform/search/postgres/places.js';
import { storedForms } from '../../dist/src/platform/search/spelling.js';

const SYLLABLES = 'ma ri an na jo han el sa ro ber to lu ca da vi le on chi ka te pe tra fe li mo ha ni ki so ya'.split(
  ' ',
);

// Kinds of words, each with ids of its own: a word's id is the first of its kind and its number.
const kinds = {
  first: 5_000,
  last: 100_000,
  text: 5_000,
  skills: 500,
  interests: 300,
  location: 2_000,
  language: 20,
  verified: 2,
  hasAvatar: 2,
  discoverable: 2,
};
const firstIds = {};
let words = 0;
for (const [kind, count] of Object.entries(kinds)) {
  firstIds[kind] = words + 1;
  words += count;
}

/** The word with this number, in letters only. */
function spell(number) {
  let word = '';
  for (let rest = number + 900; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    word += SYLLABLES[rest % SYLLABLES.length];
  return word;
}

const dictionary = new Map(); // id → word as it is typed, or value as it is shown
const taken = new Set();
for (const [kind, count] of Object.entries(kinds)) {
  for (let number = 0; number < count; number++) {
    let word = spell(firstIds[kind] + number);
    while (taken.has(word)) word += 'x';
    taken.add(word);
    dictionary.set(firstIds[kind] + number, count === 2 ? String(number === 1) : word);
  }
}

// A generator with a seed: two runs ask for the same.
let state = 1;
function random() {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}
const skewed = (below) => Math.floor(below ** random()) - 1;

/** A word of a kind, mostly a common one. */
export const wordOf = (kind, number = skewed(kinds[kind])) => dictionary.get(firstIds[kind] + number);

/** The same people as `index` takes them. */
export function buildEntry(tenantId, id, version = 1) {
  const name = `${wordOf('first')} ${wordOf('last')}`;
  const fields = [
    { text: name, weight: 10, isName: true },
    { text: `${name.replace(' ', '')}${skewed(1_000)}`, weight: 8, isName: true },
    { text: Array.from({ length: 12 }, () => wordOf('text')).join(' '), weight: 1 },
  ];
  const values = (kind, count) => Array.from({ length: count }, () => wordOf(kind));
  const facets = {
    ...{ skills: values('skills', 3), interests: values('interests', 2), location: values('location', 1) },
    ...{ language: values('language', 1), verified: ['true'], hasAvatar: ['true'], discoverable: ['true'] },
  };
  const orders = { name, endorsements: skewed(1_000), recent: Date.now() };
  const documents = ['public', 'authenticated'].map((audience) => ({
    ...{ audience, privacyVersion: 2, fields, facets, orders },
  }));
  return { tenantId, id, version, documents };
}

const skew = (kind) => `(${firstIds[kind]} + floor(power(${kinds[kind]}, random()))::int - 1)`;
const several = (kind, count) =>
  `array(select distinct ${skew(kind)} from generate_series(1, ${count}) where n is not null)`;
const HANDLES = 1_000_000; // ids of handles begin here, one for each person

const peopleSql = (tenantId, count) => `
  create unlogged table made as
    select n, uuidv7() as id, ${skew('first')} as first, ${skew('last')} as last, ${HANDLES} + n as handle,
      ${several('text', 12)} as words, ${several('skills', 3)} as skills, ${several('interests', 2)} as interests,
      array[${skew('location')}, ${skew('language')}, ${firstIds.verified} + (random() < 0.3)::int,
        ${firstIds.hasAvatar} + (random() < 0.6)::int, ${firstIds.discoverable} + 1] as facts,
      floor(power(1000, random())) - 1 as endorsements
    from generate_series(1, ${count}) n order by n;
  insert into users (id, tenant_id, email, email_key, password_hash, email_verified_at)
    select id, '${tenantId}', n || '@example.com', n || '@example.com', 'none', now() from made;
  insert into profiles (user_id, tenant_id, visibility) select id, '${tenantId}', 'public' from made;`;

const handlesSql = (scopeId) => `
  insert into search_words (id, scope_id, term) overriding system value
    select handle, ${scopeId}, f.term || l.term || case when n % 2 = 0 then n::text else '' end || 'q' || translate(n::text, '0123456789', 'abcdefghjk')
    from made join search_words f on f.id = first join search_words l on l.id = last;`;

// As storedForms does it.
const formsSql = (scopeId) => `
  insert into search_forms (scope_id, form, letters, word_id)
    select ${scopeId}, f.form, w.letters, w.id
    from (select id, left(term, 7) as term, char_length(term) as letters from search_words where term !~ '^#|[0-9]' and char_length(term) > 2) w
    cross join lateral (
      select w.term as form
      union select overlay(w.term placing '' from a for 1) from generate_series(1, 7) a
        where a <= char_length(w.term) and letters > 3
      union select overlay(overlay(w.term placing '' from b for 1) placing '' from a for 1)
        from generate_series(1, 7) a, generate_series(2, 7) b where a < b and letters > 6
    ) f;`;

const zero = placeOf(0);
const documentsSql = (scopeId, tenantId) => `
  insert into search_versions (tenant_id, id, version, privacy_version) select '${tenantId}', id, 1, 2 from made;
  insert into search_documents (scope_id, id, tenant_id, version, privacy_version, word_ids, ranks, facet_ids, facet_values, orders)
    select ${scopeId}, m.id, '${tenantId}', 1, p.privacy_version + t.rules_version,
      array[first, last, m.handle, -first, -last, -m.handle] || words,
      array[-1000, -1000, -800, -1000, -1000, -800] || array_fill(-100, array[cardinality(words)]),
      m.skills || m.interests || facts, v.shown,
      jsonb_build_object('name', f.term || ' ' || l.term, 'endorsements', ${sortable('endorsements')}, 'recent', ${sortable('n')})
    from made m join profiles p on p.user_id = m.id join tenants t on t.id = p.tenant_id
      join search_words f on f.id = first join search_words l on l.id = last
      cross join lateral (
        select array_agg(substr(w.term, 2) order by at) as shown
        from unnest(m.skills || m.interests || facts) with ordinality as u (id, at) join search_words w on w.id = u.id
      ) v;
  insert into search_terms (word_id, rank, id)
    select u.word_id, u.rank, d.id from search_documents d, unnest(d.word_ids, d.ranks) as u (word_id, rank)
    union all select u.word_id, 0, d.id from search_documents d, unnest(d.facet_ids) as u (word_id);
  insert into search_orders (scope_id, name, place, id)
    select ${scopeId}, o.key, o.value, d.id from search_documents d, jsonb_each_text(d.orders) o;`;

/** A number above zero as a place in an order. */
function sortable(number) {
  return `case when ${number} = 0 then '${zero}'
    else encode(set_byte(float8send(${number}), 0, get_byte(float8send(${number}), 0) | 128), 'hex') end`;
}

const popularitySql = `
  create temporary table counted as select word_id, floor(log(2, count(*)))::int as popularity from search_terms group by 1;
  create index on counted (word_id);
  delete from search_words w where not exists (select from counted c where c.word_id = w.id);
  update search_words w set popularity = c.popularity,
    name_popularity = (select n.popularity from counted n where n.word_id = -w.id)
    from counted c where c.word_id = w.id;
  drop table counted;`;

/** Writes `count` people with one document each, for the audience "authenticated". Returns their tenant. */
export async function writePeople(pool, count) {
  const client = await pool.connect();
  try {
    const { rows } = await client.query('select id from tenants');
    const tenantId = rows[0].id;
    const scope = await client.query(
      `insert into search_scopes (tenant_id, audience) values ($1, 'authenticated') returning id`,
      [tenantId],
    );
    const scopeId = scope.rows[0].id;
    const facets = Object.keys(kinds).slice(3);
    const terms = Object.entries(kinds).flatMap(([kind, size]) =>
      Array.from({ length: size }, (_, number) => {
        const id = firstIds[kind] + number;
        return [id, facets.includes(kind) ? `#${kind}:${dictionary.get(id)}` : dictionary.get(id)];
      }),
    );
    // Indexes are made when the tables are full.
    const { rows: indexes } = await client.query(
      `select i.indexrelid::regclass as name, pg_get_indexdef(i.indexrelid) as definition, c.conname, c.conrelid::regclass as of
       from pg_index i left join pg_constraint c on c.conindid = i.indexrelid and c.contype in ('p', 'u')
       where i.indrelid in ('search_documents'::regclass, 'search_forms'::regclass, 'search_terms'::regclass, 'search_orders'::regclass)`,
    );
    await client.query(`set synchronous_commit = off; set maintenance_work_mem = '512MB'; set work_mem = '256MB'`);
    await client.query('begin');
    await client.query(
      'truncate search_documents, search_forms, search_terms, search_orders, search_words, search_versions',
    );
    for (const { name, conname, of } of indexes)
      await client.query(conname ? `alter table ${of} drop constraint ${conname}` : `drop index ${name}`);
    await client.query(
      `insert into search_words (id, scope_id, term) overriding system value
       select id, ${scopeId}, term from unnest($1::int[], $2::text[]) as t (id, term)`,
      [terms.map(([id]) => id), terms.map(([, term]) => term)],
    );
    await client.query(peopleSql(tenantId, count));
    await client.query(handlesSql(scopeId));
    await client.query('analyze made, search_words, profiles');
    await client.query(documentsSql(scopeId, tenantId));
    await client.query(popularitySql);
    await client.query(formsSql(scopeId));
    for (const { definition, conname, of } of indexes) {
      await client.query(definition);
      if (conname) await client.query(`alter table ${of} add constraint ${conname} primary key using index ${conname}`);
    }
    await client.query(
      `select setval(pg_get_serial_sequence('search_words', 'id'), (select max(id) from search_words))`,
    );
    await client.query('drop table made');
    await client.query('commit');
    await checkForms(client);
    await client.query('vacuum analyze');
    return tenantId;
  } finally {
    client.release();
  }
}

/** The forms that SQL has made are those that the engine makes. */
async function checkForms(client) {
  const { rows } = await client.query(
    `select w.term, array_agg(f.form) as forms from (select * from search_words where term !~ '^#' order by id limit 200) w
     left join search_forms f on f.word_id = w.id group by w.term`,
  );
  for (const { term, forms } of rows) {
    const [made, expected] = [forms.filter((form) => form !== null), storedForms(term)].map((list) => list.toSorted());
    if (made.join() !== expected.join()) throw new Error(`${term}: ${made} are not ${expected}`);
  }
}
