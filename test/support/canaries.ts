// A person in whom every field holds a text that is found nowhere else, so that any text can be searched for it.
import { randomBytes, randomInt } from 'node:crypto';
import sharp from 'sharp';
import type { FieldName } from '../../src/profiles/index.ts';
import type { TestApp } from './app.ts';
import { createPerson, type Person } from './people.ts';
import { rowsOf, run } from './work.ts';

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
  const followers = `${100_000_000_000 + randomInt(800_000_000_000)}`;
  await run(
    app,
    `insert into profile_stats (user_id, tenant_id, followers_count) select id, tenant_id, $2 from users where id = $1
     on conflict (user_id) do update set followers_count = excluded.followers_count`,
    [person.id, followers],
  );
  await app.http
    .post('/api/v1/profile/avatar')
    .set(person.auth)
    .set('Prefer', 'wait=20')
    .attach('avatar', await plainPicture(number), 'me.png')
    .expect(200);
  await prove(app, person, profile.website);
  await vouch(app, person, badge);
  await endorse(app, person, profile.skills[0] ?? '');
  const [row] = await rowsOf<{ hash: string }>(app, `select avatar->>'hash' as hash from profiles where user_id = $1`, [
    person.id,
  ]);
  const canaries = {
    ...profile,
    // A yes is nobody's own: it tells of this person where it stands beside the number.
    verified: `"website":"${profile.website}","verified":true`,
    phoneVerified: `"phone":"${profile.phone}","phoneVerified":true`,
    badges: badge.slug,
    stats: followers,
    // A number is nobody's own either, nor does it go anywhere without the skills.
    endorsementsCount: `"skills":["${profile.skills[0]}"],"endorsementsCount":1`,
    fullName: `${firstName} ${lastName}`,
    email,
    socialLinks: profile.socialLinks.github,
    interests: profile.interests[0] ?? '',
    skills: profile.skills[0] ?? '',
    avatar: row?.hash ?? '',
  };
  return { ...person, canaries, profile };
}

/** As if the page had linked back: no test asks the pages of strangers. */
const prove = (app: TestApp, { id }: Person, website: string): Promise<void> =>
  run(
    app,
    `insert into link_proofs (id, tenant_id, user_id, network, method, bound_to, digest, asked_at, checked_at, verified_at)
     select gen_random_uuid(), tenant_id, id, 'website', 'rel-me', 'link', sha256(convert_to($2 || E'\\n', 'UTF8')), now(), now(), now()
     from users where id = $1`,
    [id, website],
  );

const teams = new WeakMap<TestApp, Promise<Person>>();

function teamOf(app: TestApp): Promise<Person> {
  const admin = teams.get(app) ?? createPerson(app, { roles: ['user', 'admin'] });
  teams.set(app, admin);
  return admin;
}

/** Somebody who sees everything says that the person has the skill. */
async function endorse(app: TestApp, { id }: Person, skill: string): Promise<void> {
  const { auth } = await teamOf(app);
  await app.http.post(`/api/v1/profiles/${id}/endorsements`).set(auth).send({ skill }).expect(201);
}

/** Somebody of the team gives the person the badge, and vouches for the number. */
async function vouch(app: TestApp, { id }: Person, badge: { readonly slug: string }): Promise<void> {
  const admin = await teamOf(app);
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
  const camelCase = text
    .replaceAll('"phone_verified"', '"phoneVerified"')
    .replaceAll('"endorsements_count"', '"endorsementsCount"');
  return (Object.keys(canaries) as FieldName[]).filter((name) => camelCase.includes(canaries[name])).sort();
}
