// How many requests of each class an account, a service or a peer may make, and what the answer says about it.
import type { Response } from 'express';
import type { Caller } from '../../contracts/identity.ts';
import { rateLimited } from '../rate-limit/errors.ts';
import { type Allowance, type Limit, secondsUntilReset } from '../rate-limit/limit.ts';
import type { Limits } from '../rate-limit/limits.ts';
import { peerOf } from '../rate-limit/peer.ts';
import type { LimitClass, RouteDocumentation } from './route.ts';

/** Requests in a minute; of uploads and registrations in an hour. */
export interface RequestRates {
  readonly reads: number;
  /** By a peer that is not signed in. */
  readonly openReads: number;
  readonly searches: number;
  readonly suggestions: number;
  readonly files: number;
  readonly writes: number;
  readonly uploads: number;
  readonly signIns: number;
  readonly registrations: number;
  /** Of any class, by a service. */
  readonly services: number;
  /** What all accounts at one peer may do together, in multiples of one of them. */
  readonly accountsPerAddress: number;
}

export interface RequestLimits {
  /** Counts a request. Resolves to the limit that it comes nearest to, or one that it exceeds. */
  count(kind: LimitClass, caller: Caller | undefined, address: string | undefined): Promise<Allowance>;
}

/** The limits of one class. */
interface ClassLimits {
  /** By account; none where it is the peer that counts, whoever is signed in. */
  readonly account?: Limit;
  /** All accounts at one peer. */
  readonly crowd?: Limit;
  /** A peer that is not signed in. */
  readonly stranger: Limit;
}

const minute = 60;
const hour = 3_600;

/** What a route counts as, unless it says so itself; undefined for what is not counted. */
export function limitClassOf(route: Pick<RouteDocumentation, 'limit' | 'method' | 'upload'>): LimitClass | undefined {
  if (route.limit) return route.limit === 'none' ? undefined : route.limit;
  if (route.upload) return 'upload';
  return route.method === 'get' ? 'read' : 'write';
}

export function createRequestLimits(limits: Limits, rates: RequestRates): RequestLimits {
  type Make = 'localFirst' | 'guarding';
  function people(name: string, make: Make, points: number, seconds: number, open = points): ClassLimits {
    return {
      account: limits[make]({ name, points, seconds }),
      crowd: limits[make]({ name: `${name}-crowd`, points: points * rates.accountsPerAddress, seconds }),
      stranger: limits[make]({ name: `${name}-open`, points: open, seconds }),
    };
  }
  const peers = (name: string, points: number, seconds: number): ClassLimits => ({
    stranger: limits.guarding({ name, points, seconds }),
  });
  const classes: Readonly<Record<LimitClass, ClassLimits>> = {
    read: people('read', 'localFirst', rates.reads, minute, rates.openReads),
    search: people('search', 'localFirst', rates.searches, minute),
    suggest: people('suggest', 'localFirst', rates.suggestions, minute),
    file: people('file', 'localFirst', rates.files, minute),
    write: people('write', 'localFirst', rates.writes, minute),
    upload: people('upload', 'guarding', rates.uploads, hour),
    'sign-in': peers('sign-in', rates.signIns, minute),
    registration: peers('registration', rates.registrations, hour),
  };
  const service = limits.localFirst({ name: 'service', points: rates.services, seconds: minute });

  return {
    async count(kind, caller, address) {
      if (caller?.kind === 'service') return service.count(caller.tokenId);
      const { account, crowd, stranger } = classes[kind];
      const peer = peerOf(address);
      if (!caller || !account || !crowd) return stranger.count(peer);
      const own = await account.count(caller.userId);
      if (own.isSpent) return own;
      const all = await crowd.count(peer);
      return all.isSpent || all.remaining < own.remaining ? all : own;
    },
  };
}

/** Says how much is left (draft-ietf-httpapi-ratelimit-headers-06). @throws RATE_LIMITED when it is nothing */
export function answerAllowance(response: Response, allowance: Allowance): void {
  const { points, seconds } = allowance.rule;
  const reset = String(secondsUntilReset(allowance));
  response.setHeader('RateLimit-Limit', String(points));
  response.setHeader('RateLimit-Remaining', String(allowance.remaining));
  response.setHeader('RateLimit-Reset', reset);
  response.setHeader('RateLimit-Policy', `${points};w=${seconds}`);
  if (allowance.isSpent) throw rateLimited({ headers: { 'Retry-After': reset } });
}
