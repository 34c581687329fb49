// The role as which the service connects: it owns its queue and nothing else. What it may do in each other schema is
// granted here, after every migration, so that what may only grow (`audit`) does so whatever the service is made to say.
import pg from 'pg';

interface Grant {
  readonly schema: string;
  readonly privileges: string;
  /** Tables that are the migrator's alone to write. */
  readonly readOnly?: readonly string[];
}

const grants: readonly Grant[] = [
  { schema: 'public', privileges: 'select, insert, update, delete', readOnly: ['schema_migrations'] },
  { schema: 'audit', privileges: 'select, insert' },
  { schema: 'analytics', privileges: 'select, insert, update, delete' },
];

/** Makes the role unless it exists; whoever may not make roles is told how it is done. */
async function ensureRole(client: pg.Client, name: string, password = ''): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [name]);
  if (rowCount) return;
  const role = client.escapeIdentifier(name);
  try {
    // Roles belong to the whole server: a migrator of another database may be making this one right now.
    await client.query(`do $make$ begin
      create role ${role} login password ${client.escapeLiteral(password)};
      grant ${role} to current_user;
    exception when duplicate_object or unique_violation then null; end $make$`);
  } catch (error) {
    throw new Error(`The role ${name} is missing and cannot be made here: create role ${role} login password '…'`, {
      cause: error,
    });
  }
}

async function grantSchema(
  client: pg.Client,
  role: string,
  { schema, privileges, readOnly = [] }: Grant,
): Promise<void> {
  // Only what is ours to grant: extensions put their views into `public`, too.
  const { rows } = await client.query<{ name: string; relation: string; isSequence: boolean }>(
    `select relname as name, format('%I.%I', nspname, relname) as relation, relkind = 'S' as "isSequence"
     from pg_class c join pg_namespace n on n.oid = relnamespace
     where nspname = $1 and relkind in ('r', 'p', 'v', 'S') and pg_has_role(relowner, 'usage') order by 1`,
    [schema],
  );
  if (rows.length === 0) return;
  await client.query(`grant usage on schema ${schema} to ${role}`);
  for (const { name, relation, isSequence } of rows) {
    const wanted = isSequence ? 'usage, select' : readOnly.includes(name) ? 'select' : privileges;
    await client.query(`revoke all on ${relation} from ${role}; grant ${wanted} on ${relation} to ${role}`);
  }
}

/**
 * Gives the queue's schema to the role: BullMQ makes and drops sequences in it while it works. The owner of all else must
 * not run anything in a schema where others can put functions, so it does not migrate it either.
 */
async function handOverQueue(client: pg.Client, name: string): Promise<void> {
  const { rows } = await client.query<{ isTheirs: boolean }>(
    `select nspowner::regrole::text = quote_ident($1) as "isTheirs" from pg_namespace where nspname = 'bullmq'`,
    [name],
  );
  if (rows[0]?.isTheirs) return;
  const role = client.escapeIdentifier(name);
  try {
    // The queue is only the carrier: what it held is in the outbox, and is enqueued again.
    await client.query(`drop schema if exists bullmq cascade; create schema bullmq authorization ${role}`);
  } catch (error) {
    throw new Error(`The schema bullmq cannot be made for ${name} here: create schema bullmq authorization ${role}`, {
      cause: error,
    });
  }
}

/**
 * Lets the role of `applicationUrl` do what the service does, and no more; the role is made if it is missing.
 * @param client the owner's connection, to the same database
 */
export async function grantToApplication(client: pg.Client, applicationUrl: string): Promise<void> {
  const { user: name = '', password } = new pg.Client({ connectionString: applicationUrl }); // which reads it as it connects
  // The only role there is: it owns everything, and what it took from itself it could give back.
  if (name === client.user) return;
  await ensureRole(client, name, password);
  const role = client.escapeIdentifier(name);
  await client.query('begin');
  try {
    // Two that grant at the same time would overwrite each other's rows of the catalogue.
    await client.query("select pg_advisory_xact_lock(hashtext('cameo:migrations'))");
    for (const grant of grants) await grantSchema(client, role, grant);
    await handOverQueue(client, name);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
