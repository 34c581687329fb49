// A process that starts the embedded database of a directory, as another user if told to, says so, and then just lives.
// Arguments: directory [uid gid]
import { startEmbeddedPostgres } from '../../../dist/src/platform/db/embedded-postgres/index.js';

const [directory, uid, gid] = process.argv.slice(2);
if (uid) {
  process.setgroups([]);
  process.setgid(Number(gid));
  process.setuid(Number(uid));
}
const { adopted, url } = await startEmbeddedPostgres({ directory, log: () => {}, settings: { fsync: 'off' } });
console.log(JSON.stringify({ adopted, url: url('postgres') }));
setInterval(() => {}, 60_000);
