// Anonymous names: one for each person and place, the same on every call, and nobody but its owner can tell whose it is.
import type { PersonalKeys } from '../accounts/index.ts';
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import type { Clock } from '../platform/clock.ts';
import { type PageQuery, pageOf, placeOf } from '../platform/http/page.ts';
import { viewerOf } from '../privacy/index.ts';
import { type Presenter, type ProfileRows, profileNotFound } from '../profiles/index.ts';
import { type ContextKeyOf, decodePlace, encodePlace, type Place } from './contexts.ts';
import { aliasCoolDown, aliasNotFound } from './errors.ts';
import { chooseNaming, maxTries, parseAliasId } from './naming.ts';
import type { AliasKey, AliasRepository, AliasRow } from './repository.ts';

const regenerationCoolDownMs = 3_600_000;

/** An alias with what its owner knows of it. */
export interface OwnAlias {
  readonly row: AliasRow;
  readonly place: Place;
  readonly isActive: boolean;
}

/** An alias as other members see it. */
export interface SeenAlias {
  readonly row: AliasRow;
  /** Who it is, once revealed and for those who may see that profile. */
  readonly revealedUserId: string | undefined;
}

export type AliasService = ReturnType<typeof createAliasService>;

export function createAliasService(deps: {
  repository: AliasRepository;
  rows: ProfileRows;
  presenter: Presenter;
  personalKeys: Pick<PersonalKeys, 'seal' | 'open'>;
  contextKeyOf: ContextKeyOf;
  transact: Transact;
  expiryHours: number;
  clock: Clock;
}) {
  const { repository, rows, presenter, personalKeys, clock } = deps;

  const keyOf = ({ tenantId, userId }: Identity, place: Place): AliasKey => ({
    tenantId,
    userId,
    contextKey: deps.contextKeyOf(tenantId, place),
  });

  const own = (row: AliasRow, place: Place): OwnAlias => ({
    row,
    place,
    isActive: row.isActive && row.expiresAt > clock(),
  });

  /** One change of a person’s aliases at a time. @throws PROFILE_NOT_FOUND */
  function change<T>(identity: Identity, origin: Origin, work: (unit: UnitOfWork) => Promise<T>): Promise<T> {
    return deps.transact(origin, async (unit) => {
      const profile = await rows.lockById(unit.tx, identity.tenantId, identity.userId);
      if (!profile || profile.deleted) throw profileNotFound();
      return work(unit);
    });
  }

  function record(
    unit: UnitOfWork,
    { tenantId, userId }: AliasKey,
    type: `alias.${'created' | 'regenerated' | 'revealed'}`,
    changes: Readonly<Record<string, { from: unknown; to: unknown }>>,
  ): void {
    unit.record({ tenantId, userId, actorId: userId, type, changes });
  }

  async function make(unit: UnitOfWork, key: AliasKey, place: Place, fromRegeneration: boolean): Promise<AliasRow> {
    const createdAt = clock();
    const expiresAt = new Date(createdAt.getTime() + deps.expiryHours * 3_600_000);
    const sealedContext = await personalKeys.seal(unit.tx, key.userId, encodePlace(place));
    await repository.retire(unit.tx, key);
    for (let tries = 0; tries < maxTries; tries++) {
      const naming = chooseNaming(tries);
      const alias = { ...naming, sealedContext, fromRegeneration, createdAt, expiresAt };
      const row = await repository.insert(unit.tx, key, alias);
      if (row) return row;
    }
    throw new Error('No free name was found for an alias');
  }

  return {
    /** The alias of a person in a place, made on first use and when the one before has expired. @throws PROFILE_NOT_FOUND */
    async current(identity: Identity, origin: Origin, place: Place): Promise<OwnAlias> {
      const key = keyOf(identity, place);
      const used = await repository.use(key, clock());
      if (used) return own(used, place);
      const row = await change(identity, origin, async (unit) => {
        const other = await repository.use(key, clock(), unit.tx); // made while we waited
        if (other) return other;
        const made = await make(unit, key, place, false);
        record(unit, key, 'alias.created', { alias: { from: null, to: { displayName: made.displayName, ...place } } });
        return made;
      });
      return own(row, place);
    },

    /** Another alias in the same place. @throws ALIAS_COOL_DOWN within an hour of the last time, PROFILE_NOT_FOUND */
    async regenerate(identity: Identity, origin: Origin, place: Place): Promise<OwnAlias> {
      const key = keyOf(identity, place);
      const row = await change(identity, origin, async (unit) => {
        const before = await repository.findActive(unit.tx, key, clock());
        const readyAtMs = before?.fromRegeneration ? before.createdAt.getTime() + regenerationCoolDownMs : 0;
        const waitMs = readyAtMs - clock().getTime();
        if (waitMs > 0) throw aliasCoolDown({ headers: { 'Retry-After': String(Math.ceil(waitMs / 1000)) } });
        const made = await make(unit, key, place, before !== undefined);
        const from = before ? { displayName: before.displayName, ...place } : null;
        record(unit, key, before ? 'alias.regenerated' : 'alias.created', {
          alias: { from, to: { displayName: made.displayName, ...place } },
        });
        return made;
      });
      return own(row, place);
    },

    /** From now on the alias shows who it is, to those who may see the profile. @throws ALIAS_NOT_FOUND, PROFILE_NOT_FOUND */
    async reveal(identity: Identity, origin: Origin, place: Place): Promise<OwnAlias> {
      const key = keyOf(identity, place);
      const row = await change(identity, origin, async (unit) => {
        const alias = await repository.findActive(unit.tx, key, clock());
        if (!alias) throw aliasNotFound();
        if (alias.revealedAt) return alias;
        const revealedAt = clock();
        await repository.markRevealed(unit.tx, alias.id, revealedAt);
        record(unit, key, 'alias.revealed', {
          alias: { from: null, to: { displayName: alias.displayName, ...place } },
        });
        return { ...alias, revealedAt };
      });
      return own(row, place);
    },

    /** A person’s aliases, newest first. @throws INVALID_CURSOR */
    async history(identity: Identity, query: PageQuery) {
      const scope = ['aliases', identity.userId];
      const found = await repository.history(identity, query.limit + 1, placeOf(query, scope));
      const { items, meta } = pageOf(found, query, scope);
      const aliases: OwnAlias[] = [];
      for (const row of items) {
        const place = await personalKeys.open(identity.userId, row.sealedContext);
        if (!place) throw new Error('The key of a person with aliases is gone');
        aliases.push(own(row, decodePlace(place)));
      }
      return { aliases, meta: { ...meta, conversions: await repository.countRevealed(identity) } };
    },

    /**
     * An alias as somebody else sees it. It does not depend on who blocks whom, or on the standing of its owner: all the
     * aliases of one person would change together, and show that they are one person’s. @throws ALIAS_NOT_FOUND
     */
    async look(tenantId: string, aliasId: string, identity: Identity | undefined): Promise<SeenAlias> {
      const id = parseAliasId(aliasId);
      const row = id === undefined ? undefined : await repository.findById(tenantId, id);
      if (!row) throw aliasNotFound();
      if (!identity || !row.revealedAt || !row.userId) return { row, revealedUserId: undefined };
      const profile = await rows.findForViewer(tenantId, row.userId, identity.userId);
      const isFound = profile && presenter.isFound(profile, viewerOf(identity, profile));
      return { row, revealedUserId: isFound ? row.userId : undefined };
    },
  };
}
