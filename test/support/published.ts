// Pictures that are published at once: what the workers would do is done here, so that a test needs none of them.
import type { TestApp } from './app.ts';
import { upload } from './avatars.ts';
import { paintImage } from './images.ts';
import type { Person } from './people.ts';
import { rowsOf } from './work.ts';

export interface Published {
  readonly uploadId: string;
  readonly avatarUrl: string;
  readonly mediumUrl: string;
  readonly thumbnailUrl: string;
}

const some = () =>
  paintImage(600, 600, (x, y) => [x * 255, y * 255, 120])
    .png()
    .toBuffer();

/** Uploads a picture (600 pixels square, unless told otherwise) and makes it the person's. */
export async function publishPicture(
  app: TestApp,
  person: Pick<Person, 'id' | 'auth'>,
  picture?: Buffer,
): Promise<Published> {
  const { uploadId = '' } = await upload(app, person, picture ?? (await some()));
  const [row] = await rowsOf<{ tenantId: string }>(app, 'select tenant_id as "tenantId" from users where id = $1', [
    person.id,
  ]);
  await app.container.avatarProcessing.process({ tenantId: row?.tenantId ?? '', userId: person.id, uploadId });
  const { body } = await app.http.get('/api/v1/profile').set(person.auth).expect(200);
  return { uploadId, ...body.data.avatarUrls };
}
