// What is sent to whoever has just signed in: tokens, or a cookie and no more; and the mark of the device.
import type { DataReply } from '../platform/http/route.ts';
import type { OpenedSession } from './open-session.ts';

export const opened = (session: OpenedSession & { readonly deviceCookie: string }): DataReply =>
  session.carrier === 'tokens'
    ? { data: session.tokens, headers: { 'Set-Cookie': session.deviceCookie } }
    : { data: { carrier: 'cookie' }, headers: { 'Set-Cookie': [session.cookie, session.deviceCookie] } };
