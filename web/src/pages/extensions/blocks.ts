// One's blocks, the kinds that are registered, and every change of them.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';

export type Block = components['schemas']['OwnExtension'];
export type NewBlock = components['schemas']['NewExtension'];

const blocksKey = ['extensions'] as const;

export const useBlocks = () =>
  useQuery({ queryKey: blocksKey, queryFn: () => dataOf(api.GET('/api/v1/profile/extensions', {})) });

export const blockTypesKey = ['extension-types'] as const;
export const useBlockTypes = () =>
  useQuery({ queryKey: blockTypesKey, queryFn: () => dataOf(api.GET('/api/v1/extensions/types', {})) });

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: blocksKey });
}

/** Writes a block: a new one without an id. */
export const useSaveBlock = (id?: string) => {
  const onSuccess = useRefresh();
  return useMutation({
    mutationFn: (body: NewBlock) =>
      id === undefined
        ? dataOf(api.POST('/api/v1/profile/extensions', { body }))
        : dataOf(api.PUT('/api/v1/profile/extensions/{id}', { params: { path: { id } }, body })),
    // Sent twice, a new block would be there twice.
    retry: false,
    onSuccess,
  });
};

export const useShowBlock = (id: string) => {
  const onSuccess = useRefresh();
  return useMutation({
    mutationFn: (audience: Block['audience']) =>
      dataOf(api.PUT('/api/v1/profile/extensions/{id}', { params: { path: { id } }, body: { audience } })),
    onSuccess,
  });
};

export const useRemoveBlock = (id: string) => {
  const onSuccess = useRefresh();
  return useMutation({
    mutationFn: () => dataOf(api.DELETE('/api/v1/profile/extensions/{id}', { params: { path: { id } } })),
    onSuccess,
  });
};

export function useOrderBlocks() {
  const queries = useQueryClient();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (ids: string[]) => dataOf(api.PUT('/api/v1/profile/extensions/order', { body: { ids } })),
    onSuccess: (blocks) => queries.setQueryData(blocksKey, blocks),
    // Another tab may have added one: the list is what was wrong.
    onError: refresh,
  });
}
