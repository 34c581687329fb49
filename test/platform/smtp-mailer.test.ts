// Mail over SMTP: what arrives, who signed it, and which refusals are about the address.
import { createHash, createVerify, generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { AddressRefused, type Mail, senderOf } from '../../src/platform/mailer/port.ts';
import { createSmtpMailer } from '../../src/platform/mailer/smtp-mailer.ts';
import { findLastingPort } from '../support/ports.ts';
import { type CaughtMail, type SmtpCatcher, startSmtp } from '../support/smtp.ts';

const mail: Mail = {
  id: '0198c1a2-0000-7000-8000-000000000002',
  to: 'ada@example.com',
  subject: 'Bestätigen Sie „das“ – メールアドレスをご確認ください',
  text: 'Grüße\n\nメール\n.\n-- \nCameo\n',
  html: '<!doctype html>\n<p>Grüße = メール</p>\n',
  language: 'de',
};

let smtp: SmtpCatcher;
const opened: { close(): Promise<void> }[] = [];
beforeEach(async () => {
  smtp = await startSmtp();
  opened.push(smtp);
});
afterEach(async () => {
  for (const part of opened.splice(0).reverse()) await part.close();
});

type Options = Parameters<typeof createSmtpMailer>[0];
function mailer(options: Partial<Options> = {}) {
  const made = createSmtpMailer({
    url: smtp.url,
    from: 'Cameo <no-reply@people.example>',
    dkim: undefined,
    clock: () => new Date(),
    ...options,
  });
  opened.push(made);
  return made;
}

test('a mail arrives as it was written, in any script', async () => {
  await mailer().send(mail);
  expect(smtp.mails).toHaveLength(1);
  const [{ subject, text, html, headers, from, to } = {} as CaughtMail] = smtp.mails;
  expect({ subject, text, html, from, to }).toEqual({
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    from: 'no-reply@people.example',
    to: mail.to,
  });
  expect(headers).toMatchObject({
    from: 'Cameo <no-reply@people.example>',
    to: 'ada@example.com',
    'message-id': '<0198c1a2-0000-7000-8000-000000000002@people.example>',
    'content-language': 'de',
    'auto-submitted': 'auto-generated',
  });
  expect(Object.keys(headers)).not.toContain('list-unsubscribe');
});

test('a second attempt has the id of the first, and a mail that can be switched off says how', async () => {
  const { send } = mailer();
  const switchOffUrl = `https://people.example/mails/switch-off?token=${'t'.repeat(300)}`;
  for (const _attempt of [1, 2]) await send({ ...mail, switchOffUrl });
  expect(new Set(smtp.mails.map(({ headers }) => headers['message-id'])).size).toBe(1);
  expect(smtp.mails[0]?.headers).toMatchObject({
    'list-unsubscribe': `<${switchOffUrl}>`,
    'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
  });
});

test.each(['"Ada, Bob" <eve@example.com>', 'ada@example.com, eve@example.com'])(
  'an address is one address: %s',
  async (to) => {
    await mailer()
      .send({ ...mail, to })
      .catch(() => {});
    expect(smtp.mails.filter((caught) => caught.to === 'eve@example.com')).toEqual([]);
  },
);

describe('an answer that is about the address', () => {
  it.each(['550 5.1.1 No such user', '550 5.2.1 Mailbox disabled', '550 No such user here', '553 5.1.3 Bad address'])(
    'is told as such: %s',
    async (answer) => {
      smtp.onRecipient = () => answer;
      await expect(mailer().send(mail)).rejects.toThrow(AddressRefused);
      await expect(mailer().send(mail)).rejects.toThrow(answer);
    },
  );

  it('is told as such after the message, too', async () => {
    smtp.onMessage = () => '550 5.1.1 No such user';
    await expect(mailer().send(mail)).rejects.toThrow(AddressRefused);
  });

  it.each([
    '450 4.2.0 Greylisted, try again',
    '452 4.2.2 Mailbox full',
    '552 5.2.2 Mailbox full',
    '550 5.7.1 Relaying denied',
    '554 5.7.1 Your address is on a list',
    '550 5.1.8 Bad sender',
  ])('is not %s', async (answer) => {
    smtp.onRecipient = () => answer;
    const failure = await mailer()
      .send(mail)
      .catch((error) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(AddressRefused);
  });

  it('is not what a server thinks of a message', async () => {
    smtp.onMessage = () => '554 5.7.1 Looks like spam';
    const failure = await mailer()
      .send(mail)
      .catch((error) => error);
    expect(failure).not.toBeInstanceOf(AddressRefused);
  });
});

test('a failure that goes into logs names nobody', async () => {
  smtp.onRecipient = (address) => `451 4.7.1 <${address}>: greylisted, ${address} may come back`;
  const failure: Error = await mailer()
    .send(mail)
    .then(() => new Error('sent'))
    .catch((error) => error);
  expect(failure.message).toContain('451 4.7.1 <(address)>: greylisted, (address) may come back');
  expect(inspect(failure, { depth: 5, showHidden: true })).not.toContain('ada@');
});

describe('TLS', () => {
  const elsewhere = () => `smtp://0.0.0.0:${smtp.port}`; // reaches this machine, and is no loopback address

  it('is a must for a server elsewhere', async () => {
    await expect(mailer({ url: elsewhere() }).send(mail)).rejects.toMatchObject({ code: 'ETLS' });
    expect(smtp.mails).toEqual([]);
  });

  it('is left out where the address says so', async () => {
    await mailer({ url: `${elsewhere()}?ignoreTLS=true` }).send(mail);
    expect(smtp.mails).toHaveLength(1);
  });

  it('is a must with a certificate that somebody vouches for', async () => {
    const secured = await startSmtp({ disabledCommands: ['AUTH'] });
    opened.push(secured);
    const url = `smtp://0.0.0.0:${secured.port}`;
    await expect(mailer({ url }).send(mail)).rejects.toThrow(/certificate/);
    await mailer({ url: `${url}?tls.rejectUnauthorized=false` }).send(mail);
    expect(secured.mails).toHaveLength(1);
  });
});

describe('the state of the server', () => {
  it('is told, and asked for once in ten seconds', async () => {
    let now = 0;
    let connections = 0;
    const counted = await startSmtp({
      onConnect(_session, callback) {
        connections++;
        callback();
      },
    });
    opened.push(counted);
    const { check } = mailer({ url: counted.url, clock: () => new Date(now) });
    await Promise.all([check(), check(), check()]);
    expect(connections).toBe(1);
    now = 10_000;
    await check();
    expect(connections).toBe(2);
  });

  it('is told of a server that is not there', async () => {
    await expect(mailer({ url: `smtp://127.0.0.1:${await findLastingPort()}` }).check()).rejects.toThrow(
      /ECONNREFUSED/,
    );
  });
});

describe('DKIM', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const relaxedBody = (body: string) =>
    `${body
      .replace(/[ \t]+/g, ' ')
      .replace(/ \r\n/g, '\r\n')
      .replace(/(\r\n)+$/, '')}\r\n`;
  const relaxedHeader = (line: string) => {
    const [name = '', ...value] = line.replace(/\r\n(?=[ \t])/g, '').split(':');
    return `${name.trim().toLowerCase()}:${value.join(':').replace(/\s+/g, ' ').trim()}`;
  };

  it('signs what is sent: the public key proves it (RFC 6376)', async () => {
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const dkim = { domainName: 'people.example', keySelector: 'cameo', privateKey: pem };
    await mailer({ dkim }).send(mail);
    const { raw, headers } = smtp.mails[0] as CaughtMail;
    const signature = headers['dkim-signature'] ?? '';
    const tag = (name: string) =>
      new RegExp(`(?:^|;)\\s*${name}=([^;]*)`).exec(signature)?.[1]?.replace(/\s/g, '') ?? '';
    expect([tag('d'), tag('s'), tag('a'), tag('c')]).toEqual([
      'people.example',
      'cameo',
      'rsa-sha256',
      'relaxed/relaxed',
    ]);
    const body = raw.slice(raw.indexOf('\r\n\r\n') + 4);
    expect(tag('bh')).toBe(createHash('sha256').update(relaxedBody(body), 'latin1').digest('base64'));
    const lines = raw.slice(0, raw.indexOf('\r\n\r\n')).split(/\r\n(?![ \t])/);
    const lineOf = (name: string) => lines.find((line) => line.toLowerCase().startsWith(`${name}:`)) ?? '';
    const signed = tag('h')
      .split(':')
      .map((name) => `${relaxedHeader(lineOf(name.toLowerCase()))}\r\n`);
    expect(tag('h').toLowerCase().split(':')).toEqual(expect.arrayContaining(['from', 'to', 'subject', 'message-id']));
    const unsigned = relaxedHeader(lineOf('dkim-signature').replace(/([;\s]b=)[\s\S]*$/, '$1'));
    const isGenuine = createVerify('sha256')
      .update(`${signed.join('')}${unsigned}`)
      .verify(publicKey, tag('b'), 'base64');
    expect(isGenuine).toBe(true);
  });
});

test.each([
  ['Cameo <no-reply@localhost>', 'Cameo', 'no-reply@localhost'],
  ['People of Example <a@b.example>', 'People of Example', 'a@b.example'],
  ['a@b.example', 'a@b.example', 'a@b.example'],
  ['<a@b.example>', 'a@b.example', 'a@b.example'],
])('the sender %s', (from, name, address) => {
  expect(senderOf(from)).toEqual({ name, address });
});
