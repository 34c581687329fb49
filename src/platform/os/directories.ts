// Directories that must be passable for another operating-system user.
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** Creates what is missing on the way to `directory`; others may pass through it, whatever the umask, but not look. */
export function createEnterable(directory: string): void {
  if (existsSync(directory)) return;
  createEnterable(dirname(directory));
  mkdirSync(directory);
  chmodSync(directory, 0o711);
}
