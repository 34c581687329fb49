// Changing the uploaded icon of a badge, and waiting until that is what people see.
import { api, dataOf } from '../../../api/client.ts';
import { ApiError } from '../../../api/errors.ts';

/** Undefined: it stays as it is. */
export type IconChange = File | 'remove' | undefined;

/** What the service takes, as inputs for files name it. */
export const iconTypes = 'image/png,image/jpeg,image/webp';

const pauseMs = 400;
const patienceMs = 20_000;

const pause = () => new Promise((resolve) => setTimeout(resolve, pauseMs));

/** Resolves when the icon is changed, or is still being made after a while. @throws ApiError, also with why a picture was refused */
export async function changeIcon(slug: string, change: IconChange): Promise<void> {
  if (change === undefined) return;
  const params = { path: { slug } };
  if (change === 'remove') {
    await dataOf(api.DELETE('/api/v1/badges/{slug}/icon', { params }));
    return;
  }
  const form = new FormData();
  form.append('icon', change);
  const body = { icon: change.name };
  let icon = await dataOf(api.PUT('/api/v1/badges/{slug}/icon', { params, body, bodySerializer: () => form }));
  for (const until = Date.now() + patienceMs; icon.status === 'processing' && Date.now() < until; ) {
    await pause();
    icon = await dataOf(api.GET('/api/v1/badges/{slug}/icon', { params }));
  }
  if (icon.reason !== null) throw new ApiError(422, { code: 'IMAGE_UNREADABLE', error: icon.reason });
}
