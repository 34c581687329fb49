// The links between the names of PostgreSQL's shared libraries. npm packages cannot hold links: this one lists them, and
// makes them in an install script, which does not run where scripts are switched off (`ignore-scripts`, `allowScripts`).
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import Joi from 'joi';
import { errorCode } from '../../os/error-code.ts';

interface Link {
  /** The file, relative to the package. */
  source: string;
  /** Another name of it. */
  target: string;
}

const list = Joi.array<Link[]>()
  .items(Joi.object({ source: Joi.string().required(), target: Joi.string().required() }))
  .required();

function readList(packageDirectory: string): Link[] {
  const file = join(packageDirectory, 'native', 'pg-symlinks.json');
  if (!existsSync(file)) return [];
  const links: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return Joi.attempt(links, list);
}

/** Makes the links of the package that are missing; callers may do it at the same time. */
export function linkLibraries(packageDirectory: string): void {
  for (const { source, target } of readList(packageDirectory)) {
    const path = join(packageDirectory, target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(relative(dirname(target), source), path);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}
