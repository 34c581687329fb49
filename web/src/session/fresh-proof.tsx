// Showing once more that it is you: what the service refuses until then is repeated behind a small dialog.
import { useMutation } from '@tanstack/react-query';
import { createContext, lazy, type PropsWithChildren, Suspense, useCallback, useContext, useState } from 'react';
import { isApiError } from '../api/errors.ts';

const ProofDialog = lazy(async () => ({ default: (await import('./proof-dialog.tsx')).ProofDialog }));
const refusal = 'REAUTHENTICATION_REQUIRED';

/** Resolves to whether the person has proved themselves, or has waved the dialog away. */
type AskForProof = () => Promise<boolean>;

const ProofContext = createContext<AskForProof | undefined>(undefined);

export function FreshProofProvider({ children }: PropsWithChildren) {
  // Whoever waits: one dialog is good for all of them.
  const [waiting, setWaiting] = useState<readonly ((isProved: boolean) => void)[]>([]);
  const ask = useCallback<AskForProof>(
    () => new Promise((resolve) => setWaiting((others) => [...others, resolve])),
    [],
  );
  const finish = (isProved: boolean) => {
    for (const resolve of waiting) resolve(isProved);
    setWaiting([]);
  };
  return (
    <ProofContext value={ask}>
      {children}
      {waiting.length > 0 && (
        <Suspense>
          <ProofDialog onProved={() => finish(true)} onCancel={() => finish(false)} />
        </Suspense>
      )}
    </ProofContext>
  );
}

/**
 * A mutation that asks for a fresh proof where the service wants one, and is then tried again. Its error is null when
 * the dialog was waved away: nothing has gone wrong.
 */
export function useProvedMutation<Data, Input = void>(
  act: (input: Input) => Promise<Data>,
  onSuccess?: (data: Data, input: Input) => unknown,
) {
  const ask = useContext(ProofContext);
  if (!ask) throw new Error('Nobody asks for a proof here.');
  const { error, ...mutation } = useMutation({
    async mutationFn(input: Input) {
      try {
        return await act(input);
      } catch (refused) {
        if (!isApiError(refused, refusal) || !(await ask())) throw refused;
        return act(input);
      }
    },
    retry: false,
    onSuccess: (data, input) => onSuccess?.(data, input),
  });
  return { ...mutation, error: isApiError(error, refusal) ? null : error };
}
