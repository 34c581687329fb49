// What follows from blocking somebody, or no longer doing so.
import { useQueryClient } from '@tanstack/react-query';

const changedLists = ['blocks', 'people', 'discover'] as const;

/** Asks again for every list that somebody may now be in, or out of. */
export function useBlocksChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(changedLists.map((list) => queries.invalidateQueries({ queryKey: [list] })));
  };
}
