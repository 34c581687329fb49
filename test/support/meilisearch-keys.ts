// The keys of a Meilisearch: which action each allows on which index, and the tokens that are signed with one.
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Document } from './meilisearch-filter.ts';
import { ApiError } from './meilisearch-indexes.ts';

export interface KeptKey {
  readonly uid: string;
  readonly key: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly actions: readonly string[];
  readonly indexes: readonly string[];
  readonly expiresAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What a request may do; `filterOf` is what a token adds to each question of an index. */
export interface Access {
  filterOf(indexUid: string): unknown;
}

const invalid = () => new ApiError(403, 'invalid_api_key', 'The provided API key is invalid.');
const matches = (pattern: string, name: string) =>
  pattern === '*' || pattern === name || (pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1)));
const isAction = (held: string, action: string) => matches(held.replace(/\.\*$/, '.*'), action);
const json = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
const isRecord = (value: unknown): value is Document => typeof value === 'object' && value !== null;

export function createKeys(masterKey: string) {
  const keys = new Map<string, KeptKey>();
  const textOf = (uid: string) => createHmac('sha256', masterKey).update(uid).digest('hex');

  function add(body: Document): KeptKey {
    const { uid = randomUUID(), actions, indexes, expiresAt, name = null, description = null } = body;
    if (!Array.isArray(actions)) throw new ApiError(400, 'missing_api_key_actions', 'Missing field `actions`');
    if (!Array.isArray(indexes)) throw new ApiError(400, 'missing_api_key_indexes', 'Missing field `indexes`');
    if (expiresAt === undefined) throw new ApiError(400, 'missing_api_key_expires_at', 'Missing field `expiresAt`');
    const id = String(uid);
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
      throw new ApiError(400, 'invalid_api_key_uid', `Invalid value at \`.uid\`: \`${id}\``);
    if (keys.has(id))
      throw new ApiError(
        409,
        'api_key_already_exists',
        `\`uid\` field value \`${id}\` is already an existing API key.`,
      );
    const now = new Date().toISOString();
    const key: KeptKey = {
      ...{ uid: id, key: textOf(id), actions: actions.map(String), indexes: indexes.map(String) },
      name: typeof name === 'string' ? name : null,
      description: typeof description === 'string' ? description : null,
      expiresAt: typeof expiresAt === 'string' ? expiresAt : null,
      ...{ createdAt: now, updatedAt: now },
    };
    keys.set(id, key);
    return key;
  }

  const search = add({ name: 'Default Search API Key', actions: ['search'], indexes: ['*'], expiresAt: null });
  const admin = add({ name: 'Default Admin API Key', actions: ['*'], indexes: ['*'], expiresAt: null });

  function allows(key: KeptKey, action: string, indexUid: string | undefined): boolean {
    const isCurrent = key.expiresAt === null || new Date(key.expiresAt) > new Date();
    const isHeld = key.actions.some((held) => isAction(held, action));
    return isCurrent && isHeld && (indexUid === undefined || key.indexes.some((name) => matches(name, indexUid)));
  }

  /** @throws ApiError for a token that is forged, expired, or not for this. */
  function readToken(token: string, action: string, indexUid: string | undefined): Access {
    const [header = '', payload = '', signature = ''] = token.split('.');
    let claims: unknown;
    try {
      claims = json(payload);
    } catch {
      throw invalid();
    }
    if (!isRecord(claims) || action !== 'search') throw invalid();
    const { apiKeyUid, searchRules: rules, exp } = claims;
    const key = keys.get(String(apiKeyUid));
    if (!key || !allows(key, 'search', indexUid)) throw invalid();
    const expected = createHmac('sha256', key.key).update(`${header}.${payload}`).digest();
    const given = Buffer.from(signature, 'base64url');
    const isSigned = given.length === expected.length && timingSafeEqual(given, expected);
    if (!isSigned || (typeof exp === 'number' && exp * 1000 <= Date.now())) throw invalid();
    const ruleOf = (uid: string): unknown => {
      if (Array.isArray(rules)) return rules.some((name) => matches(String(name), uid)) ? {} : undefined;
      if (!isRecord(rules)) return undefined;
      const name = [uid, ...Object.keys(rules)].find(
        (pattern) => Object.hasOwn(rules, pattern) && matches(pattern, uid),
      );
      return name === undefined ? undefined : (rules[name] ?? {});
    };
    return {
      filterOf(uid) {
        const rule = ruleOf(uid);
        if (!isRecord(rule)) throw invalid();
        return rule.filter;
      },
    };
  }

  return {
    add,
    search,
    admin,
    list: () => [...keys.values()],
    find: (keyOrUid: string) => [...keys.values()].find(({ uid, key }) => uid === keyOrUid || key === keyOrUid),
    remove: (uid: string) => keys.delete(uid),

    /** @throws ApiError for whoever may not do this. */
    authorize(authorization: string | undefined, action: string, indexUid: string | undefined): Access {
      const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
      if (token === undefined)
        throw new ApiError(
          401,
          'missing_authorization_header',
          'The Authorization header is missing. It must use the bearer authorization method.',
        );
      const unlimited: Access = { filterOf: () => undefined };
      if (token === masterKey) return unlimited;
      const key = [...keys.values()].find((kept) => kept.key === token);
      if (!key) return readToken(token, action, indexUid);
      if (!allows(key, action, indexUid)) throw invalid();
      return unlimited;
    },
  };
}
