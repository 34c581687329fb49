import { createPrivateKey } from 'node:crypto';
import Joi from 'joi';
import { key, type Values } from '../key.ts';
import { url } from '../schemas.ts';

const sender = /^(?:[^<>@"\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/;

function isRsa(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}

export const mail = {
  title: 'Mail',
  keys: {
    smtpUrl: key<string | undefined>(
      'SMTP_URL',
      url('smtp', 'smtps'),
      undefined,
      'The mail server, as `smtp://user:password@host:587` or `smtps://…`; without it mails are kept in `DATA_DIR/mail`. TLS is required except on this machine, or with `?ignoreTLS=true`.',
      { secret: true },
    ),
    from: key(
      'MAIL_FROM',
      Joi.string().pattern(sender, 'a sender, as `Name <address>`'),
      'Cameo <no-reply@localhost>',
      'The sender of mails, as `Name <address>`; the name also stands under each mail.',
    ),
    dkimDomain: key<string | undefined>(
      'DKIM_DOMAIN',
      Joi.string().domain({ tlds: false }),
      undefined,
      'The domain that signs mails (DKIM); needs the next two. Leave it out where the mail server signs.',
    ),
    dkimSelector: key<string | undefined>(
      'DKIM_SELECTOR',
      Joi.string().pattern(/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i),
      undefined,
      'The name of the key: its public half is the TXT record `<DKIM_SELECTOR>._domainkey.<DKIM_DOMAIN>`.',
    ),
    dkimPrivateKey: key<string | undefined>(
      'DKIM_PRIVATE_KEY',
      Joi.string().custom((pem: string, helpers) => (isRsa(pem) ? pem : helpers.error('any.invalid'))),
      undefined,
      'The RSA private key (PEM) that signs mails.',
      { secret: true },
    ),
  },
} as const;

/** What is wrong with values that are right one by one. */
export function mailProblems({ dkimDomain, dkimSelector, dkimPrivateKey }: Values<typeof mail>): string[] {
  const parts = { DKIM_DOMAIN: dkimDomain, DKIM_SELECTOR: dkimSelector, DKIM_PRIVATE_KEY: dkimPrivateKey };
  const missing = Object.entries(parts).filter(([, value]) => value === undefined);
  if (missing.length === 0 || missing.length === Object.keys(parts).length) return [];
  return missing.map(([variable]) => `${variable}: is needed to sign mails, since others of DKIM_… are set`);
}
