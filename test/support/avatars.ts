// Uploading pictures through the API, and looking at what became of them.
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestApp } from './app.ts';
import { solid } from './images.ts';
import type { Person } from './people.ts';
import { listKeys } from './storage-suite.ts';

export type UploadStatus = Readonly<Record<string, string>> & { readonly finishedAt: string | null };

const some = () => solid([10, 120, 200]).png().toBuffer();

/** Uploads a picture; with `wait` the reply comes when it is processed. */
export async function upload(
  app: TestApp,
  person: Pick<Person, 'auth'>,
  picture?: Buffer,
  { wait = false } = {},
): Promise<UploadStatus> {
  const request = app.http.post('/api/v1/profile/avatar').set(person.auth);
  if (wait) request.set('Prefer', 'wait=20');
  const response = await request.attach('avatar', picture ?? (await some()), 'me.jpg').expect(wait ? 200 : 202);
  return response.body.data;
}

export async function statusOf(app: TestApp, person: Person): Promise<UploadStatus> {
  return (await app.http.get('/api/v1/profile/avatar/status').set(person.auth).expect(200)).body.data;
}

/** The newest upload, once it is finished. */
export async function finished(app: TestApp, person: Person): Promise<UploadStatus> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(30)) {
    const status = await statusOf(app, person);
    if (status.finishedAt) return status;
  }
  throw new Error('The upload is not finished after 20 s');
}

/** The files that are kept for a person: published variants, and originals. */
export async function filesOf(
  { container }: TestApp,
  { id }: Person,
): Promise<{ variants: string[]; originals: string[] }> {
  return {
    variants: (await listKeys(container.storage, `avatars/${id}/`)).map((key) => key.slice(`avatars/${id}/`.length)),
    originals: await listKeys(container.storage, `originals/${id}/`),
  };
}

/** An absolute address as the test server knows it. */
export const pathOf = (url: string | undefined): string => {
  const { pathname, search } = new URL(String(url));
  return `${pathname}${search}`;
};
