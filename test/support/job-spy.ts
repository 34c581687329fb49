// Keeps a copy of every row that the outbox and the queue ever held: finished jobs leave nothing behind to look at.
import type { TestApp } from './app.ts';
import { rowsOf, runAsOwner } from './work.ts';

/** Starts copying; the result gives all copies as one text. */
export async function spyOnJobs(app: TestApp): Promise<() => Promise<string>> {
  await runAsOwner(app, 'create table spied (entry text); grant select, insert on spied to public');
  await runAsOwner(
    app,
    `create function spy() returns trigger language plpgsql as
     $$ begin insert into public.spied values (tg_table_name || to_jsonb(new)::text); return new; end $$`,
  );
  const tables = await rowsOf<{ name: string }>(
    app,
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and (table_schema = 'bullmq' or table_name = 'outbox')`,
  );
  for (const { name } of tables)
    await runAsOwner(
      app,
      `create trigger spy after insert or update on ${name} for each row execute function public.spy()`,
    );
  return async () =>
    (await rowsOf<{ entry: string }>(app, 'select entry from spied')).map(({ entry }) => entry).join('\n');
}

/** Every table with a row, as text, by `schema.table`. */
export async function tableTexts(app: TestApp): Promise<Map<string, string>> {
  const tables = await rowsOf<{ name: string }>(
    app,
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const texts = new Map<string, string>();
  for (const { name } of tables) {
    const [row] = await rowsOf<{ text: string | null }>(
      app,
      `select string_agg(to_jsonb(t)::text, chr(10)) as text from ${name} t`,
    );
    if (row?.text) texts.set(name, row.text);
  }
  return texts;
}
