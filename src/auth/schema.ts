// Bodies and answers of signing in.
import Joi from 'joi';
import { email, handle, plainText } from '../platform/text/joi.ts';
import type { EmailProof, Registration } from './service.ts';

const password = () =>
  Joi.string().min(12).max(256).description('12 to 256 characters, as typed.').example('correct horse battery');
const address = () => email().description('The address is proved by a mail.').example('ada@example.com');

export const registrationInput = Joi.object<Registration>({
  email: address().required(),
  password: password().required(),
  displayName: plainText({ maxGraphemes: 100, rejectTicks: true }).allow(null).example('Ada Lovelace'),
  handle: handle().allow(null).description('Yours once the address is proved, if it is still free.').example('ada'),
}).meta({ name: 'Registration' });

export const accepted = Joi.object({ message: Joi.string() }).meta({ name: 'Accepted' });

export const verifyInput = Joi.object<EmailProof>({
  token: Joi.string().max(4096).description('From the link of the mail.'),
  email: address(),
  code: Joi.string()
    .pattern(/^\d{6}$/)
    .description('The six digits of the mail.')
    .example('042137'),
})
  .xor('token', 'code')
  .with('code', 'email')
  .without('token', 'email')
  .example({ email: 'ada@example.com', code: '042137' })
  .meta({ name: 'EmailProof' });

export const verified = Joi.object({ emailVerified: Joi.valid(true) });

export const loginInput = Joi.object<{ email: string; password: string }>({
  email: Joi.string().max(320).required().example('ada@example.com'),
  password: Joi.string().max(1024).required().example('correct horse battery'),
}).meta({ name: 'Login' });

const refreshToken = () => Joi.string().max(200).description('From signing in or the last refresh; good for one use.');
export const refreshInput = Joi.object<{ refreshToken: string }>({ refreshToken: refreshToken().required() });
export const logoutInput = Joi.object<{ refreshToken?: string }>({ refreshToken: refreshToken() });

export const tokenPair = Joi.object({
  accessToken: Joi.string(),
  refreshToken: Joi.string(),
  expiresIn: Joi.number().integer().description('Seconds until the access token expires.'),
  tokenType: Joi.valid('Bearer'),
}).meta({ name: 'TokenPair' });
