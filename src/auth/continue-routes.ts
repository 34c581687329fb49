// HTTP door through which browsers go to the issuer and come back.
import Joi from 'joi';
import { openRoute, type RawReply, type Route } from '../platform/http/route.ts';
import { type ContinueWith, continuePath, type Step, type Wish } from './continue-with.ts';

const tag = 'Sign-in';
const plain = 'text/plain; charset=utf-8';

const leadOn = ({ location, cookies }: Step): RawReply => ({
  status: 303,
  raw: '',
  contentType: plain,
  // The address of the callback holds a code.
  headers: { Location: location, 'Set-Cookie': cookies, 'Referrer-Policy': 'no-referrer' },
});

const wish = Joi.object<Wish>({
  // One slash, then no other and no backslash: browsers would take what follows for a host. Nor what they leave out.
  returnTo: Joi.string()
    .max(2000)
    .pattern(/^\/(?!\/)[!-[\]-~]*$/)
    .default('/')
    .description('The path to come back to, percent-encoded as in an address.')
    .example('/profile'),
  fresh: Joi.boolean()
    .default(false)
    .description('Whether the person has to prove themselves there, even if they are signed in: a fresh proof.'),
});

// RFC 6749, 4.1.2: what is not known is passed over.
const callback = Joi.object({
  code: Joi.string().max(4096).description('What the issuer gives for a sign-in.').example('SplxlOBeZQQYbYS6WxSbIA'),
  state: Joi.string().max(1000).description('What the browser took along.').example('af0ifjsldkj'),
  error: Joi.string().max(1000).description('Why there is no code.').example('access_denied'),
}).unknown();

export function createContinueRoutes({ service }: { service: ContinueWith }): Route[] {
  return [
    openRoute({
      method: 'get',
      path: continuePath,
      limit: 'sign-in',
      tag,
      access: 'anyone',
      summary: 'Sign a browser in with the issuer',
      description:
        'Leads the browser to `OIDC_ISSUER` (authorization code with PKCE), which leads it back to `GET /auth/oidc/callback`. If that cannot be, to `/sign-in` with a code as below.',
      query: wish,
      responses: { 303: plain },
      handle: async ({ query, request }) => leadOn(await service.begin(query, request)),
    }),
    openRoute({
      method: 'get',
      path: `${continuePath}/callback`,
      limit: 'sign-in',
      tag,
      access: 'anyone',
      summary: 'Come back from the issuer',
      description:
        'Sets the session cookie and leads to the path that was asked for; or to `/sign-in`, whose parameter `failed` says why: `SIGN_IN_CANCELLED`, `SIGN_IN_INTERRUPTED`, `SIGN_IN_REFUSED`, `SIGN_IN_METHOD_OFF`, `ACCOUNT_DEACTIVATED`, `REGISTRATION_CLOSED`, `TENANT_FULL`, `UNAVAILABLE` or `INTERNAL_ERROR`.',
      query: callback,
      responses: { 303: plain },
      handle: async ({ request, origin }) => leadOn(await service.finish(request, origin)),
    }),
  ];
}
