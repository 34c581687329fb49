// One endorsement of one's own, and what can be done about it.
import { Alert, Badge, Button, Card, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { Failure } from '../../components/failure.tsx';
import { useReading, useText } from '../../i18n/index.tsx';
import { Face, faceName } from '../../profile/face.tsx';
import { derivedKey } from '../../profile/own-profile.ts';
import { ReportButton } from '../person/report-button.tsx';

export const directions = ['received', 'given'] as const;
export type Direction = (typeof directions)[number];
export const endorsementsKey = ['own-endorsements'] as const;

type Endorsement = components['schemas']['OwnEndorsement'];

function Received({ endorsement: { id, hidden } }: { endorsement: Endorsement }) {
  const { endorsements: words } = useText().trust;
  const queries = useQueryClient();
  const hiding = useMutation({
    mutationFn: () =>
      dataOf(api.PUT('/api/v1/profile/endorsements/{id}', { params: { path: { id } }, body: { hidden: !hidden } })),
    onSuccess() {
      void queries.invalidateQueries({ queryKey: derivedKey });
      return queries.invalidateQueries({ queryKey: endorsementsKey });
    },
  });
  return (
    <>
      <Group gap="xs">
        <Button variant="light" size="xs" loading={hiding.isPending} onClick={() => hiding.mutate()}>
          {hidden ? words.show : words.hide}
        </Button>
        <ReportButton id={id} />
      </Group>
      {hiding.error && <Failure error={hiding.error} />}
    </>
  );
}

function Given({ id, skill, name }: { id: string; skill: string; name: string }) {
  const { endorsements: words } = useText().trust;
  const queries = useQueryClient();
  const withdrawal = useMutation({
    mutationFn: () =>
      dataOf(api.DELETE('/api/v1/profiles/{id}/endorsements', { params: { path: { id }, query: { skill } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: endorsementsKey }),
  });
  return <ConfirmButton label={words.withdraw} text={words.withdrawText(skill, name)} action={withdrawal} />;
}

export function EndorsementRow({ endorsement, direction }: { endorsement: Endorsement; direction: Direction }) {
  const { text, formatAge } = useReading();
  const words = text.trust.endorsements;
  const { skill, note, createdAt, hidden, removed, person } = endorsement;
  return (
    <Card withBorder padding="md" component="article">
      <Stack gap="xs">
        <Group justify="space-between">
          {person ? <Face person={person} /> : <Text c="dimmed">{words.somebody}</Text>}
          <Text size="sm" c="dimmed">
            {formatAge(createdAt)}
          </Text>
        </Group>
        <Group gap="xs">
          <Badge variant="light" tt="none">
            {skill}
          </Badge>
          {hidden && (
            <Badge variant="light" color="gray" tt="none">
              {words.hidden}
            </Badge>
          )}
        </Group>
        {note && <Text style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{note}</Text>}
        {removed ? (
          <Alert color="gray" title={words.removed}>
            {removed.reason}
          </Alert>
        ) : direction === 'received' ? (
          <Received endorsement={endorsement} />
        ) : (
          person && <Given id={person.id} skill={skill} name={faceName(person)} />
        )}
      </Stack>
    </Card>
  );
}
