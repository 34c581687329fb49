// One request: which alias, who asks and why; and who it is, for the two who have agreed.
import { Group, Text } from '@mantine/core';
import { ConfirmButton } from '../../../components/confirm-button.tsx';
import { ItemCard } from '../../../components/item-card.tsx';
import { StateBadge } from '../../../components/state-badge.tsx';
import { useMe } from '../../../session/session.tsx';
import { PersonLink } from '../person-link.tsx';
import { useReading } from '../reading.tsx';
import { type UnmaskRequest, useAgree } from './requests.ts';

const colors = { pending: 'yellow', approved: 'teal', expired: 'gray' } as const;

function Outcome({ request: { owner } }: { request: UnmaskRequest }) {
  const { unmasking: words } = useReading().text.admin;
  if (owner === undefined) return <Text size="sm">{words.known}</Text>;
  if (owner === null) return <Text size="sm">{words.erased}</Text>;
  return (
    <Text>
      {words.person} <PersonLink id={owner.userId} />
    </Text>
  );
}

function Waiting({ request: { id, displayName, requestedBy, expiresAt } }: { request: UnmaskRequest }) {
  const { text, formatDate } = useReading();
  const words = text.admin.unmasking;
  const me = useMe();
  const agreeing = useAgree(id);
  return (
    <>
      <Text size="sm" c="dimmed">
        {words.until(formatDate(expiresAt, { dateStyle: 'medium', timeStyle: 'short' }))}
      </Text>
      {requestedBy === me.id ? (
        <Text size="sm">{words.yours}</Text>
      ) : (
        <ConfirmButton
          variant="light"
          label={words.agree}
          of={displayName}
          text={words.agreeText(displayName)}
          action={agreeing}
        />
      )}
    </>
  );
}

export function UnmaskCard({ request }: { request: UnmaskRequest }) {
  const { text, formatAge, formatDate } = useReading();
  const words = text.admin.unmasking;
  const { displayName, status, reason, requestedBy, createdAt } = request;
  return (
    <ItemCard
      title={displayName}
      aside={
        <Group gap="xs">
          <Text size="sm" c="dimmed" title={formatDate(createdAt, { dateStyle: 'full', timeStyle: 'short' })}>
            {formatAge(createdAt)}
          </Text>
          <StateBadge color={colors[status]}>{words.statuses[status]}</StateBadge>
        </Group>
      }
    >
      <Text size="sm">
        {words.askedBy} <PersonLink id={requestedBy} />
      </Text>
      <Text style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{reason}</Text>
      {status === 'pending' && <Waiting request={request} />}
      {status === 'approved' && <Outcome request={request} />}
    </ItemCard>
  );
}
