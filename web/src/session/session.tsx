// Who reads: the person of the session cookie, or nobody.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type PropsWithChildren, useContext, useMemo } from 'react';
import { api, dataOf } from '../api/client.ts';
import { isApiError } from '../api/errors.ts';
import type { components } from '../api/schema.d.ts';

export type Me = components['schemas']['Me'];

interface Session {
  /** Undefined while nobody is signed in. */
  readonly me: Me | undefined;
  /** Somebody is signed in who has deleted their profile: until when it can be brought back. */
  readonly restorableUntil: string | undefined;
  readonly can: (permission: string) => boolean;
  /** Asks again who is here, and forgets what somebody else was shown. */
  readonly renew: () => Promise<void>;
  readonly signOut: () => Promise<void>;
}

const SessionContext = createContext<Session | undefined>(undefined);
export const meKey = ['me'] as const;

/** False where the service saw that this browser has no session: then there is nobody to ask for. */
let mayHaveSession = document.querySelector('meta[name="cameo-session"]') !== null;

async function fetchMe(): Promise<Me | null> {
  if (!mayHaveSession) return null;
  try {
    return await dataOf(api.GET('/api/v1/users/me'));
  } catch (error) {
    if (isApiError(error) && error.status === 401) return null;
    throw error;
  }
}

/** Undefined unless the profile of whoever is signed in was deleted. */
const restorableUntilOf = (error: unknown): string | undefined =>
  isApiError(error, 'PROFILE_DELETED') ? String(error.body.restorableUntil) : undefined;

export function SessionProvider({ children }: PropsWithChildren) {
  const queries = useQueryClient();
  const { data: known, error, isPending } = useQuery({ queryKey: meKey, queryFn: fetchMe });
  const restorableUntil = restorableUntilOf(error);
  const data = restorableUntil === undefined ? known : undefined;
  const session = useMemo<Session>(() => {
    const permissions = new Set<string>(data?.permissions ?? []);
    const renew = async () => {
      mayHaveSession = true;
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meKey[0] });
      await queries.invalidateQueries({ queryKey: meKey });
    };
    return {
      me: data ?? undefined,
      restorableUntil,
      can: (permission) => permissions.has(permission),
      renew,
      signOut: async () => {
        await dataOf(api.POST('/api/v1/auth/logout', {}));
        mayHaveSession = false;
        queries.clear();
        queries.setQueryData(meKey, null);
      },
    };
  }, [data, restorableUntil, queries]);
  if (isPending) return null;
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('There is no session here.');
  return session;
}

/** The person who is signed in, on pages that are for nobody else. */
export function useMe(): Me {
  const { me } = useSession();
  if (!me) throw new Error('This page is for people who are signed in.');
  return me;
}
