import Joi from 'joi';
import { key } from '../key.ts';
import { url } from '../schemas.ts';

export const http = {
  title: 'Service',
  keys: {
    port: key('PORT', Joi.number().port(), 8092, 'The port of the API and its pages; 0 takes a free one.'),
    host: key('HOST', Joi.string().hostname(), '127.0.0.1', 'The address to listen on; `0.0.0.0` for every interface.'),
    publicUrl: key<string | undefined>(
      'PUBLIC_URL',
      url('http', 'https'),
      undefined,
      'The address people and clients use, for links and as the issuer of tokens; default `http://localhost:<PORT>`.',
    ),
    trustProxyHops: key(
      'TRUST_PROXY',
      Joi.number().integer().min(0).max(10),
      0,
      'How many reverse proxies stand before the service; their `X-Forwarded-For` entries are believed.',
    ),
    cdnUrl: key<string | undefined>(
      'CDN_URL',
      url('http', 'https'),
      undefined,
      'The address of a CDN that fetches from PUBLIC_URL; public avatar URLs then begin with it.',
    ),
  },
} as const;
