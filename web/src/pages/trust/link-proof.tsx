// One way in which a link can be proved: how far it is, what to do, and checking it.
import { Box, Button, Group, Stack, Text } from '@mantine/core';
import type { components } from '../../api/schema.d.ts';
import { Copyable } from '../../components/copyable.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { useReading } from '../../i18n/index.tsx';
import { useIsPast } from './use-is-past.ts';

type Proof = components['schemas']['OwnLinkProof'];

const colors = { unproved: 'gray', pending: 'blue', verified: 'teal', stale: 'yellow', failed: 'red' } as const;

interface LinkProofProps {
  readonly proof: Proof;
  /** Whether its page is written by hand, so that HTML helps. */
  readonly hasOwnPage: boolean;
  readonly isAsking: boolean;
  readonly onCheck: () => void;
}

function ToDo({ proof: { method, record, backLink }, hasOwnPage }: Pick<LinkProofProps, 'proof' | 'hasOwnPage'>) {
  const { links } = useReading().text.trust;
  return (
    <>
      <Text size="sm">{links.methods[method].todo}</Text>
      {record && (
        <>
          <Copyable label={links.recordName} value={record.name} />
          <Copyable label={links.recordValue} value={record.value} />
        </>
      )}
      {backLink && <Copyable label={links.address} value={backLink} />}
      {backLink && hasOwnPage && <Copyable label="HTML" value={`<a rel="me" href="${backLink}">${backLink}</a>`} />}
    </>
  );
}

export function LinkProof({ proof, hasOwnPage, isAsking, onCheck }: LinkProofProps) {
  const { text, formatDate, formatAge } = useReading();
  const { links } = text.trust;
  const { method, state, reason, verifiedAt, checkedAt, checkableAt } = proof;
  const mayCheck = useIsPast(checkableAt);
  return (
    <Box component="article" aria-label={links.methods[method].name}>
      <Stack gap="xs">
        <Group justify="space-between">
          <Group gap="xs">
            <Text fw={550}>{links.methods[method].name}</Text>
            <div role="status">
              <StateBadge color={colors[state]}>{links.states[state]}</StateBadge>
            </div>
          </Group>
          <Button
            variant="light"
            size="xs"
            loading={isAsking}
            disabled={!mayCheck}
            aria-label={`${state === 'unproved' ? links.check : links.checkAgain}: ${links.methods[method].name}`}
            onClick={onCheck}
          >
            {mayCheck || checkableAt === null
              ? state === 'unproved'
                ? links.check
                : links.checkAgain
              : links.waitUntil(formatDate(checkableAt, { timeStyle: 'medium' }))}
          </Button>
        </Group>
        {reason !== null && <Text size="sm">{reason}</Text>}
        {state === 'stale' && <Text size="sm">{links.staleHint}</Text>}
        {(verifiedAt ?? checkedAt) !== null && (
          <Text size="sm" c="dimmed">
            {[verifiedAt && links.since(formatDate(verifiedAt)), checkedAt && links.checkedAt(formatAge(checkedAt))]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        )}
        {state !== 'verified' && <ToDo proof={proof} hasOwnPage={hasOwnPage} />}
      </Stack>
    </Box>
  );
}
