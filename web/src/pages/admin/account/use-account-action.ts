// Something that is done to an account: afterwards everything that is known of accounts is asked for again.
import { useQueryClient } from '@tanstack/react-query';
import { useProvedMutation } from '../../../session/fresh-proof.tsx';
import { peopleKey } from '../people/people.ts';

export function useAccountAction<Input = void>(act: (input: Input) => Promise<unknown>, onDone?: () => void) {
  const queries = useQueryClient();
  return useProvedMutation(act, async () => {
    await queries.invalidateQueries({ queryKey: peopleKey });
    onDone?.();
  });
}
