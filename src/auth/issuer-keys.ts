// The public keys of an external issuer: found by discovery, kept, and fetched anew when a token names one that is not known.

import Joi from 'joi';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  type ExportedJWKSCache,
  errors,
  type FlattenedJWSInput,
  type JWSHeaderParameters,
  jwksCache,
} from 'jose';
import { unavailable } from '../platform/http/errors.ts';

const timeoutMs = 3_000;
/** Tokens with made-up keys must not make us ask all the time. */
const cooldownMs = 30_000;
const keepMs = 10 * 60_000;
/** While the issuer does not answer, keys that it once named are believed for so long. */
const keepWithoutAnswerMs = 3_600_000;
/** How long an issuer that did not answer is left alone. */
const pauseMs = 1_000;
/** Anybody may ask for the health of the service. */
const checkEveryMs = 15_000;

const discovered = Joi.object<{ issuer: string; jwks_uri: string }>({
  issuer: Joi.string().required(),
  jwks_uri: Joi.string()
    .uri({ scheme: ['https', 'http'] })
    .required(),
}).unknown();

type KeyOf = ReturnType<typeof createRemoteJWKSet>;
type KeyParameters = [header?: JWSHeaderParameters, token?: FlattenedJWSInput];

/** Where the issuer keeps its keys. @throws when it does not say so, or speaks for another */
async function discover(issuer: string): Promise<URL> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (response.status !== 200) throw new Error(`discovery answered ${response.status}`);
  const { error, value } = discovered.validate(await response.json());
  if (error) throw error;
  if (value.issuer !== issuer) throw new Error(`discovery speaks for ${value.issuer}`);
  const url = new URL(value.jwks_uri);
  if (issuer.startsWith('https:') && url.protocol !== 'https:') throw new Error('its keys are not behind https');
  return url;
}

/** Whether the keys could not be asked for; all else is about the token. */
const isOutage = (error: unknown): boolean =>
  !(error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys);

/** `jwksUrl` stands in for discovery. */
export function createIssuerKeys({ issuer, jwksUrl }: { issuer: string; jwksUrl: string | undefined }) {
  // jose writes into it what it has fetched, and when.
  const cache: ExportedJWKSCache | Record<string, never> = {};
  let opening: Promise<KeyOf> | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;

  /** Leaves an issuer alone that has just failed. */
  async function ask<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    if (performance.now() - failedAt < pauseMs) throw new Error('the issuer did not answer just now');
    try {
      return await question();
    } catch (error) {
      failedAt = performance.now();
      throw error;
    }
  }

  const askForKeys: typeof fetch = (input, init) =>
    ask(async () => {
      const response = await fetch(input, init);
      if (response.status !== 200) throw new Error(`the keys answered ${response.status}`);
      return response;
    });

  function open(): Promise<KeyOf> {
    opening ??= (jwksUrl === undefined ? ask(() => discover(issuer)) : Promise.resolve(new URL(jwksUrl)))
      .then((url) =>
        createRemoteJWKSet(url, {
          timeoutDuration: timeoutMs,
          cooldownDuration: cooldownMs,
          cacheMaxAge: keepMs,
          [jwksCache]: cache,
          [customFetch]: askForKeys,
        }),
      )
      .catch((error) => {
        opening = undefined;
        throw error;
      });
    return opening;
  }

  async function fromKnown(cause: unknown, parameters: KeyParameters) {
    const isKnown = cache.uat !== undefined && Date.now() - cache.uat < keepWithoutAnswerMs;
    if (!isKnown) throw unavailable({ cause });
    return createLocalJWKSet(cache.jwks)(...parameters).catch((error) => {
      // It may well be a new key.
      throw error instanceof errors.JWKSNoMatchingKey ? unavailable({ cause }) : error;
    });
  }

  return {
    /** The key that a token names. @throws UNAVAILABLE when it is not known and nobody answers */
    async find(...parameters: KeyParameters) {
      try {
        return await (await open())(...parameters);
      } catch (error) {
        if (!isOutage(error)) throw error;
        return fromKnown(error, parameters);
      }
    },

    /** Whether the issuer answers. */
    async check(): Promise<void> {
      if (cache.uat !== undefined && Date.now() - cache.uat < checkEveryMs) return;
      const keys = await open();
      await keys.reload();
    },
  };
}
