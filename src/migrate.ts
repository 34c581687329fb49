// Process `release`: brings the database's schema up to date and exits.
import { ConfigError, loadConfig } from '../config/index.ts';
import { migrate } from './platform/db/migrator.ts';

try {
  const { database } = loadConfig();
  if (!database.url) throw new ConfigError(['DATABASE_URL: is needed here; `npm start` sets it for its own database']);
  const ran = await migrate({ owner: database.migrationUrl ?? database.url, application: database.url });
  process.stdout.write(ran.length > 0 ? `Migrated: ${ran.join(', ')}\n` : 'The schema is up to date\n');
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
