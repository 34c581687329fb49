// Definitions of settings, made through the API by an admin.
import { randomBytes } from 'node:crypto';
import type { TestApp } from './app.ts';
import type { Person } from './people.ts';

export const newKey = (): string => `test.k${randomBytes(5).toString('hex')}`;

/** Defines a setting (a string unless told otherwise) and returns its key. */
export async function defineSetting(
  { http }: TestApp,
  admin: Person,
  definition: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const body = { key: newKey(), settingType: 'string', ...definition };
  await http.post('/api/v1/settings/definitions').set(admin.auth).send(body).expect(201);
  return body.key;
}
