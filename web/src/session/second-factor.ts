// Two-step sign-in of whoever is signed in, and the codes of its second step.
import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';

export const secondFactorKey = ['second-factor'] as const;

export const useSecondFactor = () =>
  useQuery({ queryKey: secondFactorKey, queryFn: () => dataOf(api.GET('/api/v1/users/me/second-factor', {})) });

/** Six digits come from the app, anything else is a recovery code. */
export function secondProofOf(typed: string): { code: string } | { recoveryCode: string } {
  const code = typed.replaceAll(/\s/g, '');
  return /^\d{6}$/.test(code) ? { code } : { recoveryCode: code };
}
