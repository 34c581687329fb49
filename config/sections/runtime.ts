import Joi from 'joi';
import { key } from '../key.ts';

export const runtime = {
  title: 'Process',
  keys: {
    environment: key<'development' | 'test' | 'production'>(
      'NODE_ENV',
      Joi.valid('development', 'test', 'production'),
      'development',
      'Production refuses unsafe values and hides the development pages (`/dev/mail`).',
    ),
    logLevel: key<'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'>(
      'LOG_LEVEL',
      Joi.valid('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
      'info',
      'The least important log line that is written; `debug` adds a line for every successful request.',
    ),
    dataDirectory: key(
      'DATA_DIR',
      Joi.string(),
      '.data',
      'Where the embedded database, files, mails and generated keys are kept; relative to the project.',
    ),
  },
} as const;
