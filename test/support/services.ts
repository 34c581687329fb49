// Other back ends for tests, with tokens made through the API.
import type { ServiceScope } from '../../src/contracts/identity.ts';
import type { TestApp } from './app.ts';
import { createPerson, type Person } from './people.ts';

export interface Service {
  readonly id: string;
  readonly token: string;
  readonly auth: { readonly authorization: string };
}

export async function createService(
  app: TestApp,
  scopes: readonly ServiceScope[],
  by?: Pick<Person, 'auth'>,
): Promise<Service> {
  const admin = by ?? (await createPerson(app, { roles: ['user', 'admin'] }));
  const { body } = await app.http
    .post('/api/v1/service-tokens')
    .set(admin.auth)
    .send({ name: 'Posts service', scopes })
    .expect(201);
  const { id, token } = body.data;
  return { id, token, auth: { authorization: `Bearer ${token}` } };
}
