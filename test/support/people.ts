// People for tests: made through the services' own doors, signed in and ready.
import { randomBytes } from 'node:crypto';
import type { Role } from '../../src/contracts/identity.ts';
import type { TestApp } from './app.ts';

export const testPassword = 'correct horse battery';

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** The header that makes a request this person's. */
  readonly auth: { readonly authorization: string };
}

export interface PersonOptions {
  readonly email?: string;
  readonly displayName?: string;
  readonly handle?: string;
  readonly roles?: Role[];
  readonly verified?: boolean;
  /** Fields of `PUT /profile`. */
  readonly profile?: Readonly<Record<string, unknown>>;
  /** Body of `PUT /profile/privacy`. */
  readonly privacy?: Readonly<Record<string, string>>;
}

/** Makes an account (verified unless told otherwise), signs it in and writes its profile through the API. */
export async function createPerson({ http, container }: TestApp, options: PersonOptions = {}): Promise<Person> {
  const { email = `p${randomBytes(6).toString('hex')}@example.com`, roles = ['user'], verified = true } = options;
  const id = await container.auth.createAccount({
    email,
    password: testPassword,
    roles,
    verified,
    displayName: options.displayName ?? null,
    handle: options.handle ?? null,
  });
  const login = await http.post('/api/v1/auth/login').send({ email, password: testPassword }).expect(200);
  const { accessToken, refreshToken } = login.body.data;
  const auth = { authorization: `Bearer ${accessToken}` };
  if (options.profile) await http.put('/api/v1/profile').set(auth).send(options.profile).expect(200);
  if (options.privacy) await http.put('/api/v1/profile/privacy').set(auth).send(options.privacy).expect(200);
  return { id, email, accessToken, refreshToken, auth };
}

/** Signs a person in as a browser does. Returns the value of the session's cookie. */
export async function cookieOf({ http }: TestApp, { email }: Pick<Person, 'email'>): Promise<string> {
  const credentials = { email, password: testPassword, cookie: true };
  const { headers } = await http.post('/api/v1/auth/login').send(credentials).expect(200);
  const value = /__Host-cameo-session=([^;]+)/.exec(String(headers['set-cookie']))?.[1];
  if (!value) throw new Error(`No session cookie in ${headers['set-cookie']}`);
  return value;
}
