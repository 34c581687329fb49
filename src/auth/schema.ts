// Bodies and answers of signing in.
import Joi from 'joi';
import { newPassword } from '../accounts/index.ts';
import { email, handle, plainText, uuid } from '../platform/text/joi.ts';
import type { EmailChangeProof } from './email-change.ts';
import type { EmailProof } from './proof.ts';
import type { Reauthentication } from './reauthentication.ts';
import type { Registration } from './registration.ts';
import type { SecondProof } from './second-factors.ts';
import type { Credentials } from './sign-in.ts';

const address = () => email().description('The address is proved by a mail.').example('ada@example.com');
const moment = () => Joi.string().isoDate().example('2026-11-21T10:00:00.000Z');
/** One that is compared, not kept: rules would tell what it is not. */
const password = () => Joi.string().max(1024).example('correct horse battery');

export const registrationInput = Joi.object<Omit<Registration, 'tenantId'>>({
  email: address().required(),
  password: newPassword().required(),
  displayName: plainText({ maxGraphemes: 100, rejectTicks: true }).allow(null).example('Ada Lovelace'),
  handle: handle().allow(null).description('Yours once the address is proved, if it is still free.').example('ada'),
}).meta({ name: 'Registration' });

export const addressInput = Joi.object<{ email: string }>({ email: address().required() });

export const accepted = Joi.object({ message: Joi.string() }).meta({ name: 'Accepted' });

const mailToken = () => Joi.string().max(4096).description('From the link of the mail.');

export const verifyInput = Joi.object<EmailProof>({
  token: mailToken(),
  email: address(),
  code: Joi.string()
    .pattern(/^\d{6}$/)
    .description('The six digits of the mail.')
    .example('042137'),
  password: password().description('The one that was typed at registration.'),
  newPassword: newPassword().description(
    'Another one instead, for whoever did not register, or has forgotten: 12 to 256 characters.',
  ),
})
  .xor('token', 'code')
  .with('code', 'email')
  .without('token', 'email')
  .xor('password', 'newPassword')
  .example({ email: 'ada@example.com', code: '042137', password: 'correct horse battery' })
  .meta({ name: 'EmailProof' });

export const verified = Joi.object({ emailVerified: Joi.valid(true) });

export const resetInput = Joi.object<{ token: string; password: string }>({
  token: mailToken().required(),
  password: newPassword().required(),
}).meta({ name: 'PasswordReset' });

export const passwordInput = Joi.object<{ currentPassword: string; newPassword: string }>({
  currentPassword: password().required(),
  newPassword: newPassword().required(),
}).meta({ name: 'PasswordChange' });

export const loginInput = Joi.object<Omit<Credentials, 'tenantId'> & { cookie: boolean }>({
  email: Joi.string().max(320).required().example('ada@example.com'),
  password: password().required(),
  cookie: Joi.boolean()
    .default(false)
    .description('For browsers: the session is kept in a cookie that scripts cannot read, and no tokens are given.'),
}).meta({ name: 'Login' });

const refreshToken = () => Joi.string().max(200).description('From signing in or the last refresh; good for one use.');
export const refreshInput = Joi.object<{ refreshToken: string }>({ refreshToken: refreshToken().required() });
export const logoutInput = Joi.object<{ refreshToken?: string }>({ refreshToken: refreshToken() });

export const tokenPair = Joi.object({
  accessToken: Joi.string().description('To be sent as `Authorization: Bearer …`.'),
  refreshToken: refreshToken(),
  expiresIn: Joi.number().integer().description('Seconds until the access token expires.').example(900),
  tokenType: Joi.valid('Bearer'),
}).meta({ name: 'TokenPair' });

const cookieSession = Joi.object({ carrier: Joi.valid('cookie') }).meta({ name: 'CookieSession' });
export const signedIn = Joi.alternatives(tokenPair, cookieSession);

export const emailChangeProof = Joi.object<EmailChangeProof>({
  token: mailToken(),
  code: Joi.string()
    .pattern(/^\d{6}$/)
    .description('The six digits of the mail, for whoever is signed in.')
    .example('042137'),
})
  .xor('token', 'code')
  .example({ token: 'eyJhbGciOiJFUzI1NiJ9.eyJqdGkiOiIwIn0.c2ln' })
  .meta({ name: 'EmailChangeProof' });

export const undoInput = Joi.object<{ token: string }>({ token: mailToken().required() });

export const emailState = Joi.object({
  email: Joi.string()
    .allow(null)
    .description('Null for people whom others sign in, until an address is proved.')
    .example('ada@example.com'),
  verified: Joi.boolean(),
  pending: Joi.object({
    email: Joi.string().example('ada@example.org'),
    requestedAt: moment(),
    expiresAt: moment().description('Until then the link and the code of its mail are good.'),
  })
    .allow(null)
    .description('The address that waits to be proved.'),
}).meta({ name: 'EmailState' });

/** Either code; which of them, if any, is up to the route. */
const secondProof = {
  code: Joi.string()
    .pattern(/^\d{6}$/)
    .description('The six digits of your authenticator app.')
    .example('042137'),
  recoveryCode: Joi.string().max(64).description('One of your recovery codes, used up by it.').example('8kq3z-m2v7d'),
};

export const reauthenticationInput = Joi.object<Reauthentication>({ password: password().required(), ...secondProof })
  .oxor('code', 'recoveryCode')
  .example({ password: 'correct horse battery' })
  .meta({ name: 'Reauthentication' });

export const challengeAnswer = Joi.object<{ challenge: string; cookie: boolean } & SecondProof>({
  challenge: Joi.string().max(4096).required().description('From `SECOND_FACTOR_REQUIRED`.'),
  ...secondProof,
  cookie: Joi.boolean().default(false).description('As in signing in by password.'),
})
  .xor('code', 'recoveryCode')
  .example({ challenge: 'eyJhbGciOiJFUzI1NiJ9.eyJqdGkiOiIwIn0.c2ln', code: '042137' })
  .meta({ name: 'ChallengeAnswer' });

export const confirmSecondFactorInput = Joi.object<{ code: string }>({ code: secondProof.code.required() });

export const secondFactor = Joi.object({
  enabled: Joi.boolean(),
  since: moment().allow(null),
  recoveryCodesLeft: Joi.number().integer().example(10),
}).meta({ name: 'SecondFactor' });

export const secondFactorSecret = Joi.object({
  secret: Joi.string().description('In base 32, to be typed into the app.').example('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'),
  uri: Joi.string()
    .description('The same as an `otpauth:` address, to be shown as a QR code.')
    .example(
      'otpauth://totp/Cameo:ada%40example.com?issuer=Cameo&secret=JBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30',
    ),
  expiresAt: moment().description('Until then it can be confirmed.'),
}).meta({ name: 'SecondFactorSecret' });

export const recoveryCodes = Joi.object({
  recoveryCodes: Joi.array()
    .items(Joi.string().example('8kq3z-m2v7d'))
    .description('Each lets you in once, without the app. They are shown this once.'),
}).meta({ name: 'RecoveryCodes' });
export const fresh = Joi.object({
  freshUntil: moment().description('Until then this session may do what needs a fresh proof.'),
}).meta({ name: 'FreshSession' });

export const session = Joi.object({
  id: Joi.string().guid().example('019c6e2a-0000-7000-8000-000000000001'),
  current: Joi.boolean().description('Whether it is the one that asks.'),
  carrier: Joi.valid('tokens', 'cookie').description('What its client holds.'),
  methods: Joi.array()
    .items(Joi.valid('password', 'totp', 'recovery-code', 'external'))
    .description('What the person proved themselves with.'),
  userAgent: Joi.string().allow(null).description('What its client calls itself.'),
  network: Joi.string()
    .allow(null)
    .description('Where it was last used from: a network, never a whole address.')
    .example('203.0.113.0/24'),
  createdAt: moment(),
  lastUsedAt: moment().description('To a quarter of an hour, or the lifetime of access tokens.'),
  authenticatedAt: moment().description('When the person last proved themselves in it.'),
  expiresAt: moment().description('Unless it is used before.'),
}).meta({ name: 'Session' });

export const sessionId = Joi.object<{ id: string }>({
  id: uuid().description('The id of a session.').example('019c6e2a-0000-7000-8000-000000000001'),
});

export const endSessionsQuery = Joi.object<{ keepCurrent: boolean }>({
  keepCurrent: Joi.boolean().default(false).description('Whether the session that asks goes on.'),
});
