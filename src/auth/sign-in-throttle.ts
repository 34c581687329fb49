// Slows down whoever guesses passwords, and never the person whose password it is: tries are counted where they come
// from. What others do to an address asks more of devices that are not its owner's, and locks none of them out.
// An address that has no account is counted like any other.
import type { Clock } from '../platform/clock.ts';
import { requireAllowance, type SharedLimit } from '../platform/rate-limit/limit.ts';
import type { Limits } from '../platform/rate-limit/limits.ts';
import { peerOf } from '../platform/rate-limit/peer.ts';
import { type AddressOf, createDeviceMarks } from './device-marks.ts';
import { signInThrottled } from './errors.ts';
import { secondFactorThrottled } from './second-factor-errors.ts';

export interface SignInTry extends AddressOf {
  readonly ip: string | undefined;
  /** The `Cookie` header. */
  readonly cookies: string | undefined;
}

export type SignInThrottle = ReturnType<typeof createSignInThrottle>;

const minute = 60;
const hour = 3_600;
const day = 86_400;

const countOn = (limit: SharedLimit, key: string): Promise<void> => requireAllowance(limit, key, signInThrottled);

export function createSignInThrottle(deps: { limits: Pick<Limits, 'shared'>; key: Buffer; clock: Clock }) {
  const marks = createDeviceMarks(deps);
  const limit = (name: string, points: number, seconds: number): SharedLimit =>
    deps.limits.shared({ name: `sign-in-${name}`, points, seconds });

  // One address from one place: a mistyped password waits a minute at most, a guesser has fifty tries a day.
  const tiers = [limit('minute', 5, minute), limit('hour', 20, hour), limit('day', 50, day)];
  // One address from everywhere. When it is spent, each new place has two tries an hour.
  const everywhere = limit('address', 100, hour);
  const strict = limit('strict', 2, hour);
  // All addresses from one place: lists of stolen passwords.
  const fromHere = limit('peer', 300, hour);
  // Codes of one account from everywhere, by people who know its password; its own devices are counted each for itself.
  const codes = [limit('code-hour', 20, hour), limit('code-day', 60, day)];

  function keysOf({ tenantId, address, ip, cookies }: SignInTry) {
    const device = marks.deviceOf({ tenantId, address }, cookies);
    const whose = `${tenantId}/${address}`;
    const peer = peerOf(ip);
    return { whose, peer, isKnown: device !== undefined, place: `${whose}\n${device ? `device ${device}` : peer}` };
  }

  function codeKeyOf(signInTry: SignInTry): string {
    const { whose, isKnown, place } = keysOf(signInTry);
    return isKnown ? place : whose;
  }

  /** In order: a try that is refused must not use up the longer windows. */
  async function countAt(place: string): Promise<void> {
    for (const tier of tiers) await countOn(tier, place);
  }

  async function forget(place: string): Promise<void> {
    await Promise.all([...tiers, strict].map((tier) => tier.forget(place)));
  }

  return {
    /** Counts a try, before the password is looked at: those that run at once count, too. @throws SIGN_IN_THROTTLED */
    async attempt(signInTry: SignInTry): Promise<void> {
      const { whose, peer, isKnown, place } = keysOf(signInTry);
      await countAt(place);
      if (isKnown) return;
      const [toAddress] = await Promise.all([everywhere.count(whose), countOn(fromHere, peer)]);
      if (toAddress.isSpent) await countOn(strict, place);
    },

    /** Takes back what was counted. Resolves to the `Set-Cookie` header by which the device is known from now on. */
    async succeeded(signInTry: SignInTry): Promise<string> {
      const { whose, peer, isKnown, place } = keysOf(signInTry);
      await Promise.all([forget(place), ...(isKnown ? [] : [everywhere.refund(whose), fromHere.refund(peer)])]);
      return marks.remember(signInTry, signInTry.cookies);
    },

    /** Counts a try of a second factor. @throws SECOND_FACTOR_THROTTLED */
    async attemptCode(signInTry: SignInTry): Promise<void> {
      for (const tier of codes) await requireAllowance(tier, codeKeyOf(signInTry), secondFactorThrottled);
    },

    async succeededCode(signInTry: SignInTry): Promise<void> {
      await Promise.all(codes.map((tier) => tier.refund(codeKeyOf(signInTry))));
    },

    /** Counts a try of the password of somebody who is signed in: by session, since one may be stolen. @throws SIGN_IN_THROTTLED */
    attemptInSession: (sessionId: string): Promise<void> => countAt(`session ${sessionId}`),

    succeededInSession: (sessionId: string): Promise<void> => forget(`session ${sessionId}`),
  };
}
