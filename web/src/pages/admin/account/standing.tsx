// Switching an account off and on, and keeping somebody out.
import { Alert, Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, dataOf } from '../../../api/client.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { Failure } from '../../../components/failure.tsx';
import { Section } from '../../../components/section.tsx';
import { useReading } from '../../../i18n/index.tsx';
import { useSession } from '../../../session/session.tsx';
import { endOf } from '../filters.ts';
import { ReasonDialog } from '../reason-dialog.tsx';
import type { Account } from './facts.tsx';
import { useAccountAction } from './use-account-action.ts';

const isoDayLength = 10;

export function Standing({ account }: { account: Account }) {
  const { text, formatDate } = useReading();
  const words = text.admin.account;
  const { can, me } = useSession();
  const [asks, setAsks] = useState<'deactivate' | 'ban'>();
  const [until, setUntil] = useState('');
  const params = { path: { id: account.id } };
  const close = () => setAsks(undefined);
  const activating = useAccountAction(() => dataOf(api.POST('/api/v1/users/{id}/activate', { params })));
  const deactivating = useAccountAction(() => dataOf(api.DELETE('/api/v1/users/{id}', { params })), close);
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
          <Button variant="light" color="red" onClick={() => setAsks('deactivate')}>
            {words.deactivate}
          </Button>
        )}
        {mayDeactivate && account.status === 'deactivated' && (
          <Button variant="light" loading={activating.isPending} onClick={() => activating.mutate()}>
            {words.activate}
          </Button>
        )}
        {mayBan && (
          <Button variant="light" color="red" onClick={() => setAsks('ban')}>
            {account.ban ? words.changeBan : words.ban}
          </Button>
        )}
        {mayBan && account.ban && (
          <Button variant="light" loading={lifting.isPending} onClick={() => lifting.mutate()}>
            {words.lift}
          </Button>
        )}
      </Group>
      <ConfirmDialog
        isOpen={asks === 'deactivate'}
        title={words.deactivate}
        text={words.deactivateText}
        confirm={words.deactivate}
        isPending={deactivating.isPending}
        error={deactivating.error}
        onConfirm={() => deactivating.mutate()}
        onClose={close}
      />
      {asks === 'ban' && (
        <ReasonDialog
          title={words.ban}
          text={words.banText}
          confirm={words.ban}
          isPending={banning.isPending}
          error={banning.error}
          onConfirm={(reason) => banning.mutate(reason)}
          onClose={close}
        >
          <TextInput
            type="date"
            label={words.until}
            description={words.untilHint}
            min={new Date().toISOString().slice(0, isoDayLength)}
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        </ReasonDialog>
      )}
    </Section>
  );
}
