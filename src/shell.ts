// `npm run cameo -- <command>`: what an operator does from the shell, through the same services as everything else.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Joi from 'joi';
import { loadConfig } from '../config/index.ts';
import { newPassword } from './accounts/index.ts';
import { type Container, createContainer } from './container.ts';
import { type BuiltInRole, builtInRoleNames } from './contracts/permissions.ts';
import { moveFiles, moveUsage } from './move-files.ts';
import { startEmbeddedPostgres } from './platform/db/embedded-postgres/index.ts';
import { type DatabaseUrls, migrate } from './platform/db/migrator.ts';
import { email, handle, plainText } from './platform/text/joi.ts';
import { reindexSearch, searchUsage, verifySearch } from './search-commands.ts';

const usage = `Usage: npm run cameo -- account:create --email <address> --password <at least 12 characters>
         [--role <${builtInRoleNames.join('|')}>] [--verified] [--name <display name>] [--handle <handle>]
       npm run cameo -- audit:verify [--head <a signed head from the logs>]
       ${searchUsage}
       ${moveUsage}
`;

interface AccountOptions {
  email: string;
  password: string;
  role: BuiltInRole;
  verified: boolean;
  name?: string;
  handle?: string;
}

const accountOptions = Joi.object<AccountOptions>({
  email: email().required(),
  password: newPassword().required(),
  role: Joi.valid(...builtInRoleNames).default('user'),
  verified: Joi.boolean().default(false),
  name: plainText({ maxGraphemes: 100, rejectTicks: true }),
  handle: handle(),
});

function readOptions(args: string[]): AccountOptions {
  const { values } = parseArgs({
    args,
    options: {
      email: { type: 'string' },
      password: { type: 'string' },
      role: { type: 'string' },
      verified: { type: 'boolean' },
      name: { type: 'string' },
      handle: { type: 'string' },
    },
  });
  const { error, value } = accountOptions.validate(values, { abortEarly: false, errors: { wrap: { label: false } } });
  if (error) throw new Error(`${error.message}\n\n${usage}`);
  return value;
}

/** The database of the configuration, or the embedded one: running already, or started for this command alone. */
async function openDatabase(): Promise<DatabaseUrls & { close(): Promise<void> }> {
  const { database, dataDirectory } = loadConfig();
  const { url, migrationUrl = url } = database;
  if (url && migrationUrl) return { application: url, owner: migrationUrl, close: async () => {} };
  const server = await startEmbeddedPostgres({ directory: join(dataDirectory, 'postgres'), log: () => {} });
  await server.ensureDatabase('cameo');
  return {
    application: server.applicationUrl('cameo'),
    owner: server.url('cameo'),
    close: async () => (server.adopted ? undefined : server.stop()),
  };
}

async function withContainer<T>(work: (container: Container) => Promise<T>): Promise<T> {
  const database = await openDatabase();
  try {
    await migrate(database);
    const config = loadConfig({ LOG_LEVEL: 'warn', ...process.env, DATABASE_URL: database.application });
    const container = await createContainer({ config, process: 'shell' });
    try {
      return await work(container);
    } finally {
      await container.close();
    }
  } finally {
    await database.close();
  }
}

function createAccount(args: string[]): Promise<string> {
  const { role, name, ...account } = readOptions(args);
  return withContainer(async ({ auth }) => {
    const id = await auth.createAccount({ ...account, roles: [role], displayName: name ?? null });
    return `Account ${id} (${role}${account.verified ? ', verified' : ''}) for ${account.email}`;
  });
}

async function verifyAudit(args: string[]): Promise<string> {
  const { values } = parseArgs({ args, options: { head: { type: 'string' } } });
  const verdict = await withContainer(({ auditVerification }) => auditVerification.verify(values.head));
  if (!verdict.intact) throw new Error(`BROKEN: ${verdict.problem}`);
  const { links, heads, unprovedHeads, pending } = verdict;
  const unproved = unprovedHeads > 0 ? ` (${unprovedHeads} signed before SIGNING_KEY was changed)` : '';
  return `OK: ${links} entries in the chain, ${heads} signed heads${unproved}, ${pending} entries waiting for their link`;
}

const say = (line: string) => void process.stderr.write(`${line}\n`);

const commands: Readonly<Record<string, (args: string[]) => Promise<string>>> = {
  'account:create': createAccount,
  'audit:verify': verifyAudit,
  'storage:migrate': (args) => moveFiles(loadConfig(), args, say),
  'search:reindex': reindexSearch(withContainer, say),
  'search:verify': verifySearch(withContainer, say),
};

const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
try {
  if (!command) throw new Error(usage);
  process.stdout.write(`${await command(args)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
