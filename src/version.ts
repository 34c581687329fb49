// The version of this service, from package.json.
import { existsSync, readFileSync } from 'node:fs';

// Beside src/ when run from the sources, one folder higher when run from dist/.
const candidates = [new URL('../package.json', import.meta.url), new URL('../../package.json', import.meta.url)];

export function readVersion(): string {
  const file = candidates.find((url) => existsSync(url));
  return file ? String(JSON.parse(readFileSync(file, 'utf8')).version) : 'unknown';
}
