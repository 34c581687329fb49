// Ending a setting: how many people have chosen a value is told before these are gone.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { useProvedMutation } from '../../../session/fresh-proof.tsx';
import { useReading } from '../reading.tsx';
import { type Definition, definitionsKey, removeDefinition } from './definition.ts';

export function RemoveDialog({ definition, onClose }: { definition: Definition; onClose: () => void }) {
  const { text, formatNumber } = useReading();
  const { admin, common } = text;
  const queries = useQueryClient();
  const trial = useQuery({
    queryKey: ['admin', 'setting-removal', definition.key, definition.version],
    staleTime: 0,
    queryFn: () => removeDefinition(definition, { dryRun: true, force: true }),
  });
  const removing = useProvedMutation(
    () => removeDefinition(definition, { dryRun: false, force: true }),
    async () => {
      await queries.invalidateQueries({ queryKey: definitionsKey });
      onClose();
    },
  );
  const concerned = trial.data?.meta?.concernedValues;
  return (
    <ConfirmDialog
      isOpen
      title={definition.key}
      text={concerned === undefined ? common.loading : admin.definitions.lost(formatNumber(concerned))}
      confirm={common.remove}
      // Nothing is removed before its price is known.
      isPending={removing.isPending || concerned === undefined}
      error={removing.error ?? trial.error}
      onConfirm={() => removing.mutate()}
      onClose={onClose}
    />
  );
}
