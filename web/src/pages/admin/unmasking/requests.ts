// Requests to tell who is behind an alias, as moderators see them.
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, dataOf } from '../../../api/client.ts';
import type { components } from '../../../api/schema.d.ts';
import { useProvedMutation } from '../../../session/fresh-proof.tsx';

export type UnmaskRequest = components['schemas']['UnmaskRequest'];
export type UnmaskStatus = UnmaskRequest['status'];

export const statuses = ['pending', 'approved', 'expired'] as const satisfies readonly UnmaskStatus[];

const requestsKey = ['admin', 'unmask-requests'] as const;
const pageSize = 20;

export const useRequests = (status: UnmaskStatus, cursor: string | undefined) =>
  useQuery({
    queryKey: [...requestsKey, status, cursor],
    queryFn: () =>
      answerOf(
        api.GET('/api/v1/aliases/unmask-requests', {
          params: { query: { status, limit: pageSize, ...(cursor && { cursor }) } },
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** Something that moderators do about aliases: the lists are asked for again afterwards. */
function useUnmasking<Input>(act: (input: Input) => Promise<unknown>, onDone?: () => void) {
  const queries = useQueryClient();
  return useProvedMutation(act, async () => {
    await queries.invalidateQueries({ queryKey: requestsKey });
    onDone?.();
  });
}

export const useAsk = (onDone: () => void) =>
  useUnmasking(
    ({ aliasId, reason }: { aliasId: string; reason: string }) =>
      dataOf(
        api.POST('/api/v1/aliases/{aliasId}/unmask-requests', { params: { path: { aliasId } }, body: { reason } }),
      ),
    onDone,
  );

export const useAgree = (id: string) =>
  useUnmasking<void>(() =>
    dataOf(api.POST('/api/v1/aliases/unmask-requests/{id}/approve', { params: { path: { id } } })),
  );
