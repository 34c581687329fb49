// A person in whom every field holds a text that is found nowhere else, so that any text can be searched for it.
import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import type { FieldName } from '../../src/profiles/index.ts';
import type { TestApp } from './app.ts';
import { createPerson, type Person } from './people.ts';
import { rowsOf } from './work.ts';

/** Fourteen letters that no other word comes near, not even with two typos. */
const rareWord = (): string => [...randomBytes(14)].map((byte) => 'abcdefghijklmnop'.charAt(byte % 16)).join('');

const zones = Intl.supportedValuesOf('timeZone').filter((zone) => /^(Antarctica|Indian|Pacific)\//.test(zone));
let people = 0;

export interface CanaryPerson extends Person {
  /** What betrays each field, as it stands in a reply. */
  readonly canaries: Readonly<Record<FieldName, string>>;
  /** The profile as it was sent. */
  readonly profile: Readonly<Record<string, unknown>>;
}

const word = (): string => rareWord();

/** Makes the person through the API, picture included; needs workers that process it. */
export async function createCanaryPerson(
  app: TestApp,
  { privacy, ...account }: { privacy?: Readonly<Record<string, string>>; verified?: boolean } = {},
): Promise<CanaryPerson> {
  const number = people++;
  const [firstName, lastName] = [word(), word()];
  const profile = {
    handle: word(),
    displayName: word(),
    firstName,
    lastName,
    pronouns: word(),
    headline: word(),
    bio: word(),
    location: word(),
    timezone: zones[number % zones.length] ?? 'UTC',
    language: `en-x-${word().slice(0, 8)}`,
    website: `https://${word()}.example/`,
    phone: `+4479460${String(10_000 + number)}`,
    birthday: `19${10 + (number % 80)}-03-${10 + (number % 20)}`,
    socialLinks: { github: `https://github.com/${word()}` },
    interests: [word()],
    skills: [word()],
    activityStatus: word(),
  };
  const email = `${word()}@example.com`;
  const badge = { slug: word(), name: 'Badge', description: 'A badge.', icon: 'code', issuer: word() };
  const person = await createPerson(app, { ...account, email, profile, ...(privacy && { privacy }) });
  await app.http
    .post('/api/v1/profile/avatar')
    .set(person.auth)
    .set('Prefer', 'wait=20')
    .attach('avatar', await plainPicture(number), 'me.png')
    .expect(200);
  await vouch(app, person, badge);
  const [row] = await rowsOf<{ hash: string }>(app, `select avatar->>'hash' as hash from profiles where user_id = $1`, [
    person.id,
  ]);
  const canaries = {
    ...profile,
    // A yes is nobody's own: it tells of this person where it stands beside the number.
    phoneVerified: `"phone":"${profile.phone}","phoneVerified":true`,
    badges: badge.slug,
    fullName: `${firstName} ${lastName}`,
    email,
    socialLinks: profile.socialLinks.github,
    interests: profile.interests[0] ?? '',
    skills: profile.skills[0] ?? '',
    avatar: row?.hash ?? '',
  };
  return { ...person, canaries, profile };
}

const teams = new WeakMap<TestApp, Promise<Person>>();

/** Somebody of the team gives the person the badge, and vouches for the number. */
async function vouch(app: TestApp, { id }: Person, badge: { readonly slug: string }): Promise<void> {
  const admins = teams.get(app) ?? createPerson(app, { roles: ['user', 'admin'] });
  teams.set(app, admins);
  const admin = await admins;
  const as = (method: 'post' | 'put', path: string) => app.http[method](`/api/v1${path}`).set(admin.auth);
  await as('post', '/badges').send(badge).expect(201);
  await as('post', `/users/${id}/badges`).send({ slug: badge.slug, reason: word() }).expect(201);
  await as('put', `/users/${id}`).send({ phoneVerified: true }).expect(200);
}

const plainPicture = (number: number): Promise<Buffer> =>
  sharp({ create: { width: 256, height: 256, channels: 3, background: { r: number % 256, g: 90, b: 160 } } })
    .png()
    .toBuffer();

/** The fields whose canary stands in `text`. */
export function fieldsIn(text: string, { canaries }: Pick<CanaryPerson, 'canaries'>): FieldName[] {
  const camelCase = text.replaceAll('"phone_verified"', '"phoneVerified"');
  return (Object.keys(canaries) as FieldName[]).filter((name) => camelCase.includes(canaries[name])).sort();
}
