// What somebody types into their profile: kept in this browser until the service has it, sent a moment after the last key.
import { useCallback, useEffect, useRef, useState } from 'react';
import { isApiError, isPassing } from '../api/errors.ts';
import { type OwnProfile, type ProfileInput, useSaveProfile } from './own-profile.ts';

export type Field = keyof ProfileInput & keyof OwnProfile;
export type Value = OwnProfile[Field];

export interface Conflict {
  readonly field: Field;
  readonly yours: Value;
  readonly theirs: Value;
  /** Of the profile that has `theirs`. */
  readonly version: number;
}

type DraftState = 'typed' | 'saving' | 'waiting' | 'refused';

interface Draft {
  readonly value: Value;
  /** Of the profile that it was typed into. */
  readonly version: number;
  readonly state: DraftState;
  readonly error?: unknown;
}

type Drafts = Readonly<Partial<Record<Field, Draft>>>;

const pauseMs = 900;
const retryMs = 10_000;
const keptAt = (userId: string) => `cameo-drafts-${userId}`;

function readKept(userId: string): Drafts {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keptAt(userId)) ?? '{}');
    return typeof kept === 'object' && kept !== null ? (kept as Drafts) : {};
  } catch {
    return {};
  }
}

function keep(userId: string, drafts: Drafts): void {
  if (Object.keys(drafts).length > 0) localStorage.setItem(keptAt(userId), JSON.stringify(drafts));
  else localStorage.removeItem(keptAt(userId));
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** For a page that was left before the answer came: what has arrived must not be sent again when it is opened next. */
function forget(userId: string, field: Field, value: Value): void {
  const { [field]: kept, ...others } = readKept(userId);
  if (kept && isSame(kept.value, value)) keep(userId, others);
}

function conflictsIn(error: unknown): readonly Conflict[] {
  if (!isApiError(error, 'VERSION_CONFLICT')) return [];
  const { conflicts, currentVersion } = error.body as { conflicts: Conflict[]; currentVersion: number };
  return conflicts.map((conflict) => ({ ...conflict, version: currentVersion }));
}

export type DraftKeeper = ReturnType<typeof useDrafts>;

export function useDrafts(profile: OwnProfile) {
  const { mutateAsync: save } = useSaveProfile();
  const [drafts, setDrafts] = useState<Drafts>(() => readKept(profile.userId));
  const [saved, setSaved] = useState<Readonly<Partial<Record<Field, Value>>>>({});
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([]);
  const timers = useRef(new Map<Field, number>());
  const latest = useRef({ drafts, profile });
  const sendAgain = useRef<(field: Field) => Promise<void>>(async () => {});
  latest.current = { drafts, profile };

  // Another tab keeps its own there: only what this one has written is taken back.
  const own = useRef<readonly string[]>([]);
  useEffect(() => {
    const kept = Object.entries(readKept(profile.userId)).filter(([field]) => !own.current.includes(field));
    own.current = Object.keys(drafts);
    keep(profile.userId, { ...Object.fromEntries(kept), ...drafts });
  }, [drafts, profile.userId]);

  const setDraft = useCallback((field: Field, draft: Draft | undefined) => {
    setDrafts(({ [field]: _before, ...others }) => (draft ? { ...others, [field]: draft } : others));
  }, []);

  const send = useCallback(
    async (field: Field) => {
      const draft = latest.current.drafts[field];
      if (!draft || draft.state === 'saving') return;
      const before = latest.current.profile[field];
      setDraft(field, { ...draft, state: 'saving' });
      try {
        const { version } = await save({ fields: { [field]: draft.value } as ProfileInput, version: draft.version });
        forget(latest.current.profile.userId, field, draft.value);
        // What was typed meanwhile stays, was typed into what has just been saved, and goes out next.
        setDrafts((all) => {
          const { [field]: now, ...others } = all;
          if (!now || now.value === draft.value) return others;
          timers.current.set(
            field,
            window.setTimeout(() => void sendAgain.current(field), pauseMs),
          );
          return { ...others, [field]: { ...now, state: 'typed', version } };
        });
        setSaved((all) => ({ ...all, [field]: before }));
      } catch (error) {
        const clashing = conflictsIn(error);
        setConflicts((all) => [
          ...all.filter((one) => clashing.every((other) => other.field !== one.field)),
          ...clashing,
        ]);
        const state = isPassing(error) ? 'waiting' : 'refused';
        setDrafts((all) => (all[field] ? { ...all, [field]: { ...all[field], state, error } } : all));
      }
    },
    [save, setDraft],
  );

  sendAgain.current = send;

  const change = useCallback(
    (field: Field, value: Value) => {
      const known = latest.current.drafts[field];
      setDraft(field, { value, version: known?.version ?? latest.current.profile.version, state: 'typed' });
      clearTimeout(timers.current.get(field));
      timers.current.set(
        field,
        window.setTimeout(() => void send(field), pauseMs),
      );
    },
    [send, setDraft],
  );

  // What could not go out goes out when the connection is back, or a little later.
  useEffect(() => {
    const sendWaiting = () => {
      for (const field of Object.keys(latest.current.drafts) as Field[])
        if (latest.current.drafts[field]?.state !== 'refused') void send(field);
    };
    sendWaiting();
    addEventListener('online', sendWaiting);
    const timer = setInterval(sendWaiting, retryMs);
    return () => {
      removeEventListener('online', sendWaiting);
      clearInterval(timer);
    };
  }, [send]);

  return {
    drafts,
    conflicts,
    valueOf: (field: Field): Value => (drafts[field] ? drafts[field].value : profile[field]),
    stateOf: (field: Field): DraftState | 'saved' | undefined =>
      drafts[field]?.state ?? (field in saved ? 'saved' : undefined),
    errorOf: (field: Field): unknown => drafts[field]?.error,
    change,
    /** Sends what has been typed without waiting for the pause. */
    finish(field: Field) {
      if (drafts[field]?.state !== 'typed') return;
      clearTimeout(timers.current.get(field));
      void send(field);
    },
    /** Puts back what the field held before it was last saved. */
    undo(field: Field) {
      if (!(field in saved)) return;
      setSaved(({ [field]: _undone, ...others }) => others);
      change(field, saved[field] as Value);
    },
    /** Ends a conflict with one of the two values, or what became of both. */
    settle({ field, version }: Conflict, value: Value) {
      setConflicts((all) => all.filter((conflict) => conflict.field !== field));
      setDraft(field, { value, version, state: 'typed' });
      timers.current.set(
        field,
        window.setTimeout(() => void send(field), 0),
      );
    },
    /** Takes what somebody else has saved. */
    giveWay(field: Field) {
      setConflicts((all) => all.filter((conflict) => conflict.field !== field));
      setDraft(field, undefined);
    },
  };
}
