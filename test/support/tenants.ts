// A second tenant, whose people must be strangers to everybody else's.
import { newId } from '../../src/platform/ids.ts';
import type { TestApp } from './app.ts';
import { createPerson, type Person, type PersonOptions } from './people.ts';
import { run } from './work.ts';

/** Makes a person and moves them to a tenant of their own, before any of their tokens was used. */
export async function createPersonElsewhere(
  app: TestApp,
  options: Pick<PersonOptions, 'email' | 'roles' | 'privacy'> = {},
): Promise<Person> {
  const person = await createPerson(app, options);
  const tenantId = newId();
  await run(app, 'insert into tenants (id, slug, name) values ($1, $2, $2)', [tenantId, `t-${tenantId}`]);
  for (const [table, column] of [
    ['users', 'id'],
    ['profiles', 'user_id'],
    ['sessions', 'user_id'],
  ])
    await run(app, `update ${table} set tenant_id = $1 where ${column} = $2`, [tenantId, person.id]);
  return person;
}
