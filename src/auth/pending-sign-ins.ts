// What a browser keeps while its person is away at the issuer: sealed in a cookie, good for ten minutes, so that nothing
// of those who never come back is kept here, and nobody can bring an answer that another browser has asked for.
import { createSecretKey } from 'node:crypto';
import type { Request } from 'express';
import Joi from 'joi';
import type { Clock } from '../platform/clock.ts';
import { open, seal } from '../platform/sealing.ts';
import { cookieOf } from './cookies.ts';
import type { FlowSecrets } from './issuer-client.ts';

export interface PendingSignIn extends FlowSecrets {
  readonly redirectUri: string;
  /** A path of ours. */
  readonly returnTo: string;
}

const cookieName = '__Host-cameo-continue';
// The issuer's page leads back here from another site: Strict would leave the cookie out.
const attributes = 'Path=/; HttpOnly; Secure; SameSite=Lax';
const lifetimeSeconds = 600;
const context = 'a sign-in at the issuer';

const text = () => Joi.string().required();
const kept = Joi.object<PendingSignIn & { readonly until: number }>({
  ...{ state: text(), nonce: text(), verifier: text(), redirectUri: text(), returnTo: text() },
  until: Joi.number().required(),
});

export type PendingSignIns = ReturnType<typeof createPendingSignIns>;

export function createPendingSignIns(deps: { key: Buffer; clock: Clock }) {
  const key = createSecretKey(deps.key);

  return {
    /** The `Set-Cookie` header by which the browser keeps it. */
    keep(pending: PendingSignIn): string {
      const until = deps.clock().getTime() + lifetimeSeconds * 1000;
      const sealed = seal(key, context, Buffer.from(JSON.stringify({ ...pending, until })));
      return `${cookieName}=${sealed.toString('base64url')}; Max-Age=${lifetimeSeconds}; ${attributes}`;
    },

    /** What the browser keeps, if it is ours and still good. */
    find(request: Pick<Request, 'headers'>): PendingSignIn | undefined {
      const opened = open(key, context, Buffer.from(cookieOf(request, cookieName) ?? '', 'base64url'));
      if (!opened) return undefined;
      const { error, value } = kept.validate(JSON.parse(opened.toString()), { convert: false });
      if (error || value.until <= deps.clock().getTime()) return undefined;
      const { until: _, ...pending } = value;
      return pending;
    },

    /** The `Set-Cookie` header that takes it away. */
    forget: `${cookieName}=; Max-Age=0; ${attributes}`,
  };
}
