// The mail box of development: what was sent is there, for the one it was sent to, the newest first.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '../../src/platform/ids.ts';
import { createFileMailbox, type FileMailbox } from '../../src/platform/mailer/file-mailer.ts';

let directory: string;
let mailbox: FileMailbox;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cameo-mail-'));
  mailbox = createFileMailbox({ directory, from: 'Cameo <no-reply@localhost>', clock: () => new Date(0) });
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const send = (to: string, subject: string, id = newId()) =>
  mailbox.send({ id, to, subject, text: 'text', html: '<p>html</p>', language: 'en' });
const subjects = async (to?: string) => (await mailbox.list(to)).map(({ subject }) => subject);

describe('the mail box on disk', () => {
  it('lists the newest first', async () => {
    await send('ada@example.com', 'first');
    await send('bob@example.com', 'second');
    expect(await subjects()).toEqual(['second', 'first']);
  });

  it('gives an address its own mails only, whatever their case', async () => {
    await send('Ada@Example.com', 'hers');
    await send('ada@example.community', 'not hers');
    expect(await subjects('ada@example.COM')).toEqual(['hers']);
    expect(await subjects('nobody@example.com')).toEqual([]);
  });

  it('keeps one mail when a job sends it twice', async () => {
    const id = newId();
    await send('ada@example.com', 'once', id);
    await send('ada@example.com', 'once', id);
    expect(await subjects()).toEqual(['once']);
  });

  it('finds an old mail of one address behind hundreds of others', async () => {
    await send('ada@example.com', 'old');
    for (let count = 0; count < 250; count++) await send(`p${count}@example.com`, 'other');
    expect(await subjects('ada@example.com')).toEqual(['old']);
    expect(await subjects()).toHaveLength(200);
  });

  it('names no address in a file name', async () => {
    // No letters that the digits of an id could spell.
    await send('zoltan@example.com', 'private');
    expect((await readdir(directory)).join()).not.toContain('zoltan');
  });
});
