import { startTestApp, type TestApp } from '../support/app.ts';
import { upload } from '../support/avatars.ts';
import { createPerson } from '../support/people.ts';
let app: TestApp;
afterAll(() => app?.close());
it('debug', async () => {
  app = await startTestApp({ workers: true, env: { LOG_LEVEL: 'warn' } });
  const person = await createPerson(app, { displayName: 'Ada' });
  const { uploadId } = await upload(app, person);
  await new Promise((r) => setTimeout(r, 8000));
  console.log(await app.container.uploads.find(String(uploadId)));
}, 60000);
