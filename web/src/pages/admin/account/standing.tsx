// Switching an account off and on, and keeping somebody out.
import { Alert, Button, Group } from '@mantine/core';
import { useState } from 'react';
import { api, dataOf } from '../../../api/client.ts';
import { ConfirmButton } from '../../../components/confirm-button.tsx';
import { Failure } from '../../../components/failure.tsx';
import { Section } from '../../../components/section.tsx';
import { useSession } from '../../../session/session.tsx';
import { DayInput } from '../filter-inputs.tsx';
import { endOf } from '../filters.ts';
import { useReading } from '../reading.tsx';
import { ReasonDialog } from '../reason-dialog.tsx';
import type { Account } from './facts.tsx';
import { useAccountAction } from './use-account-action.ts';

const isoDayLength = 10;

export function Standing({ account }: { account: Account }) {
  const { text, formatDate } = useReading();
  const words = text.admin.account;
  const { can, me } = useSession();
  const [isBanning, setBanning] = useState(false);
  const [until, setUntil] = useState('');
  const params = { path: { id: account.id } };
  const close = () => setBanning(false);
  const activating = useAccountAction(() => dataOf(api.POST('/api/v1/users/{id}/activate', { params })));
  const deactivating = useAccountAction(() => dataOf(api.DELETE('/api/v1/users/{id}', { params })));
  const banning = useAccountAction(
    (reason: string) =>
      dataOf(api.PUT('/api/v1/users/{id}/ban', { params, body: { reason, ...(until && { until: endOf(until) }) } })),
    close,
  );
  const lifting = useAccountAction(() => dataOf(api.DELETE('/api/v1/users/{id}/ban', { params })));
  const mayDeactivate = can('users:deactivate:tenant');
  const mayBan = can('users:ban:tenant');
  if (me?.id === account.id || (!mayDeactivate && !mayBan)) return null;
  const failed = activating.error ?? lifting.error;
  return (
    <Section title={words.standing}>
      {account.ban && (
        <Alert color="red" variant="light" title={words.bannedSince(formatDate(account.ban.since))}>
          {account.ban.reason}
          {account.ban.until && ` · ${words.bannedUntil(formatDate(account.ban.until))}`}
        </Alert>
      )}
      {failed && <Failure error={failed} />}
      <Group>
        {mayDeactivate && account.status === 'active' && (
          <ConfirmButton
            variant="light"
            size="sm"
            label={words.deactivate}
            text={words.deactivateText}
            action={deactivating}
          />
        )}
        {mayDeactivate && account.status === 'deactivated' && (
          <Button variant="light" loading={activating.isPending} onClick={() => activating.mutate()}>
            {words.activate}
          </Button>
        )}
        {mayBan && (
          <Button variant="light" color="red" onClick={() => setBanning(true)}>
            {account.ban ? words.changeBan : words.ban}
          </Button>
        )}
        {mayBan && account.ban && (
          <Button variant="light" loading={lifting.isPending} onClick={() => lifting.mutate()}>
            {words.lift}
          </Button>
        )}
      </Group>
      {isBanning && (
        <ReasonDialog
          title={words.ban}
          text={words.banText}
          confirm={words.ban}
          isPending={banning.isPending}
          error={banning.error}
          onConfirm={(reason) => banning.mutate(reason)}
          onClose={close}
        >
          <DayInput
            label={words.until}
            description={words.untilHint}
            min={new Date().toISOString().slice(0, isoDayLength)}
            value={until}
            onChange={setUntil}
          />
        </ReasonDialog>
      )}
    </Section>
  );
}
