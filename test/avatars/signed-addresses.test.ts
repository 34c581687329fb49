// Pictures that not everybody may see: short-lived signed addresses, which end when privacy changes.
import { startTestApp, type TestApp } from '../support/app.ts';
import { pathOf, statusOf } from '../support/avatars.ts';
import { createPerson, type Person } from '../support/people.ts';
import { publishPicture } from '../support/published.ts';

let now = Date.now();
let app: TestApp;
let person: Person;
let member: Person;
let publicPath: string;
let silhouette: Buffer;

beforeAll(async () => {
  // A day's cache must not outlive the addresses in it.
  app = await startTestApp({ clock: () => new Date(now), env: { PROFILE_CACHE_TTL: '86400' } });
  member = await createPerson(app);
  silhouette = (await app.http.get('/api/v1/profiles/nobody-at-all/avatar?format=svg').expect(404)).body;
});
afterAll(() => app?.close());
beforeEach(async () => {
  person = await createPerson(app, { displayName: 'Ada', privacy: { visibility: 'public' } });
  publicPath = pathOf((await publishPicture(app, person)).mediumUrl);
});

const idIn = (path: string) => path.split('/')[2] ?? '';
const choose = (privacy: object) => app.http.put('/api/v1/profile/privacy').set(person.auth).send(privacy).expect(200);
const addressFor = async (viewer: Person) =>
  pathOf(
    (await app.http.get(`/api/v1/profiles/${person.id}`).set(viewer.auth).expect(200)).body.data.avatarUrls.mediumUrl,
  );

async function expectSilhouette(path: string): Promise<void> {
  const { status, body, headers } = await app.http.get(path);
  expect([path, status, headers['cache-control']]).toEqual([path, 404, 'private, no-store']);
  expect(silhouette.equals(body)).toBe(true);
}

async function expectPicture(path: string): Promise<void> {
  const { headers } = await app.http.get(path).expect(200);
  expect([headers['content-type'], headers['cache-control']]).toEqual(['image/webp', 'private, no-store']);
}

it('the public address ends at once when the picture is not public any more, and returns with it', async () => {
  await app.http.get(publicPath).expect(200);
  await choose({ avatar: 'authenticated' });
  await expectSilhouette(publicPath);
  const { body } = await app.http.get(`/api/v1/profiles/${person.id}`).expect(200);
  expect(body.data.avatarUrls).toBeUndefined();
  expect(JSON.stringify(body)).not.toContain(publicPath.split('/')[3]);
  await choose({ avatar: 'public' });
  await app.http.get(publicPath).expect(200);
});

it('the same goes for the whole profile', async () => {
  await choose({ visibility: 'authenticated' });
  await expectSilhouette(publicPath);
  await expectPicture(await addressFor(member));
  await choose({ visibility: 'private' });
  await expectSilhouette(publicPath);
});

it('members get signed addresses, which anybody may open who was given one', async () => {
  await choose({ avatar: 'authenticated' });
  for (const viewer of [member, person]) await expectPicture(await addressFor(viewer));
  for (const url of ['avatarUrl', 'mediumUrl', 'thumbnailUrl'])
    await expectPicture(pathOf((await statusOf(app, person))[url]));
});

it('a signature holds for its file, its time and its person alone', async () => {
  await choose({ avatar: 'authenticated' });
  const address = await addressFor(member);
  const other = await createPerson(app, { privacy: { visibility: 'authenticated' } });
  const theirs = pathOf((await publishPicture(app, other)).mediumUrl);
  await expectPicture(address);
  for (const changed of [
    address.replace(/signature=./, (match) => `signature=${match.endsWith('A') ? 'B' : 'A'}`),
    address.replace(/&signature=.*/, ''),
    address.replace(/expires=(\d+)/, (_, expires) => `expires=${Number(expires) + 1}`),
    address.replace(/\?expires=\d+&/, '?'),
    address.replace('256.webp', '1024.webp'),
    address.replace('256.webp', '256.jpg'),
    address.replace(idIn(address), idIn(theirs)),
    theirs.replace(/\?.*/, address.slice(address.indexOf('?'))),
  ])
    await expectSilhouette(changed);
});

it('a signed address ends when privacy changes again, even to what lets the viewer see it', async () => {
  await choose({ avatar: 'authenticated' });
  const first = await addressFor(member);
  await choose({ avatar: 'private' });
  await expectSilhouette(first);
  await choose({ avatar: 'authenticated' });
  await expectSilhouette(first);
  await expectPicture(await addressFor(member));
});

it('a signed address ends with its time, and a profile never hands out one that has ended', async () => {
  await choose({ avatar: 'authenticated' });
  const first = await addressFor(member);
  await expectPicture(first);
  now += 4 * 60_000;
  await expectPicture(first);
  now += 60_000;
  await expectSilhouette(first);
  const second = await addressFor(member);
  await expectPicture(second);
  // Whoever was given an address has some minutes to use it, however old the reader's memory is.
  for (let seconds = 0; seconds < 400; seconds += 20) {
    now += 20_000;
    const address = await addressFor(member);
    now += 170_000;
    await expectPicture(address);
    now -= 170_000;
  }
});
