// What people prefer, and what others of our parts must heed of it.
import type { Identity, Origin } from '../contracts/identity.ts';
import type { NotificationChannel, NotificationType } from '../contracts/notifications.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import { preconditionFailed } from '../platform/http/errors.ts';
import { mergePatch } from '../platform/json/merge-patch.ts';
import { isWanted } from './notifications.ts';
import { type Preferences, type PrivacySwitch, presentPreferences, type StoredPreferences } from './presenter.ts';
import type { PreferencesKey, PreferencesRepository, PreferencesRow } from './repository.ts';
import type { PreferenceChanges } from './schema.ts';

export interface PreferencesView {
  readonly preferences: Preferences;
  /** 0 until something was chosen. */
  readonly version: number;
}

const nothingChosen: PreferencesRow = {
  theme: null,
  language: null,
  avatarStyle: null,
  notifications: null,
  privacy: null,
  version: 0,
};

const viewOf = (row: PreferencesRow): PreferencesView => ({
  preferences: presentPreferences(row),
  version: row.version,
});

/** One value that a change names, such as `notifications.email`. */
interface Leaf {
  readonly path: readonly string[];
  readonly field: string;
  readonly value: unknown;
}

function leavesOf(value: unknown, path: readonly string[] = []): Leaf[] {
  if (value === null || typeof value !== 'object') return [{ path, field: path.join('.'), value }];
  return Object.entries(value).flatMap(([name, part]) => leavesOf(part, [...path, name]));
}

const valueAt = (root: unknown, path: readonly string[]): unknown =>
  path.reduce((value, name) => (value !== null && typeof value === 'object' ? Reflect.get(value, name) : null), root);

// What search documents hold of them; all others are asked for when they matter.
const indexedSwitches = ['discoverable', 'showOnlineStatus'] as const satisfies readonly PrivacySwitch[];

/** How a field is called among everything that a person changes. */
const recorded = (field: string): string => `preferences.${field}`;

export type PreferencesService = ReturnType<typeof createPreferencesService>;

export function createPreferencesService(deps: {
  repository: PreferencesRepository;
  transact: Transact;
  /** Publishes or takes back the hashes by which a picture is found, within the transaction. */
  keepAvatarHashes: (tx: UnitOfWork['tx'], key: PreferencesKey) => Promise<void>;
  /** Makes what search holds of the person worthless, within the transaction, until it is indexed anew. */
  findabilityChanged: (unit: UnitOfWork, key: PreferencesKey) => Promise<void>;
}) {
  const { repository, transact } = deps;

  /** Names what the change and those after `versions` have both written, with both values. */
  async function conflict(
    unit: UnitOfWork,
    { userId }: PreferencesKey,
    current: PreferencesRow,
    leaves: readonly Leaf[],
    versions: readonly number[],
  ): Promise<Error> {
    const changed = new Set(await repository.fieldsChangedSince(unit.tx, userId, Math.max(0, ...versions)));
    const clashing = leaves.filter(({ field }) => changed.has(recorded(field)));
    return preconditionFailed({
      extra: {
        currentVersion: current.version,
        clashingFields: clashing.map(({ field }) => field),
        conflicts: clashing.map(({ path, field, value }) => ({
          field,
          yours: value,
          theirs: valueAt(current, path) ?? null,
        })),
      },
    });
  }

  async function apply(
    unit: UnitOfWork,
    key: PreferencesKey & { actorId: string },
    changes: PreferenceChanges,
    versions?: readonly number[],
  ): Promise<PreferencesView> {
    const { tenantId, userId, actorId } = key;
    const current = await repository.lock(unit.tx, key);
    const leaves = leavesOf(changes);
    if (versions && !versions.includes(current.version)) throw await conflict(unit, key, current, leaves, versions);
    const merged = mergePatch(current, changes) as StoredPreferences;
    const row = await repository.write(unit.tx, key, merged);
    if (leaves.some(({ field }) => field === 'privacy.publicAvatarByEmail'))
      await deps.keepAvatarHashes(unit.tx, { tenantId, userId });
    const [was, is] = [presentPreferences(current).privacy, presentPreferences(row).privacy];
    if (indexedSwitches.some((name) => was[name] !== is[name]))
      await deps.findabilityChanged(unit, { tenantId, userId });
    const differences = leaves.map(({ path, field }) => [
      recorded(field),
      { from: valueAt(current, path), to: valueAt(merged, path) },
    ]);
    const type = 'preferences.updated';
    unit.record({ tenantId, userId, actorId, type, changes: Object.fromEntries(differences), version: row.version });
    unit.announce(`profile:${tenantId}/${userId}`); // a person's own profile shows them
    return viewOf(row);
  }

  return {
    /** What a person prefers, defaults filled in. */
    read: async (key: PreferencesKey): Promise<PreferencesView> =>
      viewOf((await repository.find(key)) ?? nothingChosen),

    /** Merges the changes: changes of different things never undo each other. @throws PRECONDITION_FAILED */
    update: (
      identity: Identity,
      origin: Origin,
      changes: PreferenceChanges,
      versions: readonly number[] | undefined,
    ): Promise<PreferencesView> =>
      transact(origin, (unit) => apply(unit, { ...identity, actorId: identity.userId }, changes, versions)),

    /** The same, as part of a larger change. */
    apply,

    /** Whether to tell somebody of something over a channel, as they choose at this moment. */
    async wants(key: PreferencesKey, type: NotificationType, channel: NotificationChannel): Promise<boolean> {
      return isWanted((await repository.find(key))?.notifications ?? {}, type, channel);
    },
  };
}
