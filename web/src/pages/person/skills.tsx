// Somebody's skills, the most endorsed first, with faces of those who vouch for them.
import { Avatar, Button, Group, Stack, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconCheck, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Section } from '../../components/section.tsx';
import { useReading } from '../../i18n/index.tsx';
import { faceName } from '../../profile/face.tsx';
import { endorsedKey } from './endorsed-key.ts';

const EndorseDialog = lazy(async () => ({ default: (await import('./endorse-dialog.tsx')).EndorseDialog }));
const SkillDialog = lazy(async () => ({ default: (await import('./skill-dialog.tsx')).SkillDialog }));

type Skill = components['schemas']['ProfileEndorsements']['skills'][number];

const shownFirst = 5;

function Faces({ skill, onOpen }: { skill: Skill; onOpen: () => void }) {
  const { text, formatNumber } = useReading();
  const words = text.person.skills.endorsements(skill.count, formatNumber(skill.count));
  if (skill.count === 0) return null;
  return (
    <UnstyledButton onClick={onOpen} aria-label={`${skill.skill}: ${words}`}>
      <Group gap="xs" wrap="nowrap">
        <Avatar.Group aria-hidden>
          {skill.endorsers.map((face) => (
            <Tooltip key={face.id} label={faceName(face)}>
              <Avatar src={face.avatarUrls?.thumbnailUrl ?? face.avatar} alt="" size="sm" radius="xl" />
            </Tooltip>
          ))}
        </Avatar.Group>
        <Text size="sm" td="underline">
          {words}
        </Text>
      </Group>
    </UnstyledButton>
  );
}

interface SkillsProps {
  readonly id: string;
  readonly name: string;
  /** Whether the reader is signed in, and somebody else. */
  readonly mayEndorse: boolean;
}

function Row({ id, name, skill, mayEndorse }: SkillsProps & { skill: Skill }) {
  const { person, trust } = useReading().text;
  const words = person.skills;
  const queries = useQueryClient();
  const [dialog, setDialog] = useState<'endorse' | 'endorsers' | 'withdraw'>();
  const withdrawal = useMutation({
    mutationFn: () =>
      dataOf(
        api.DELETE('/api/v1/profiles/{id}/endorsements', { params: { path: { id }, query: { skill: skill.skill } } }),
      ),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: endorsedKey(id) });
      setDialog(undefined);
    },
  });
  return (
    <Stack gap="xs" role="listitem">
      <Group justify="space-between">
        <Stack gap={2} style={{ minWidth: 0 }}>
          <Text fw={550} style={{ overflowWrap: 'anywhere' }}>
            {skill.skill}
          </Text>
          <Faces skill={skill} onOpen={() => setDialog('endorsers')} />
        </Stack>
        {mayEndorse &&
          (skill.endorsedByYou ? (
            <Button
              variant="light"
              size="xs"
              leftSection={<IconCheck size={14} aria-hidden />}
              aria-pressed
              aria-label={`${words.endorsed}: ${skill.skill}`}
              onClick={() => setDialog('withdraw')}
            >
              {words.endorsed}
            </Button>
          ) : (
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={14} aria-hidden />}
              aria-label={`${words.endorse}: ${skill.skill}`}
              onClick={() => setDialog('endorse')}
            >
              {words.endorse}
            </Button>
          ))}
      </Group>
      <ConfirmDialog
        isOpen={dialog === 'withdraw'}
        title={trust.endorsements.withdraw}
        text={trust.endorsements.withdrawText(skill.skill, name)}
        confirm={trust.endorsements.withdraw}
        isPending={withdrawal.isPending}
        error={withdrawal.error}
        onConfirm={() => withdrawal.mutate()}
        onClose={() => setDialog(undefined)}
      />
      <Suspense>
        {dialog === 'endorse' && <EndorseDialog id={id} skill={skill.skill} onClose={() => setDialog(undefined)} />}
        {dialog === 'endorsers' && (
          <SkillDialog id={id} skill={skill.skill} mayReport={mayEndorse} onClose={() => setDialog(undefined)} />
        )}
      </Suspense>
    </Stack>
  );
}

export function Skills({ id, name, mayEndorse }: SkillsProps) {
  const { text } = useReading();
  const [isWhole, setWhole] = useState(false);
  const { data } = useQuery({
    queryKey: endorsedKey(id),
    queryFn: () => dataOf(api.GET('/api/v1/profiles/{id}/endorsements', { params: { path: { id } } })),
  });
  if (!data || data.skills.length === 0) return null;
  return (
    <Section title={text.profile.fields.skills}>
      <Stack role="list">
        {data.skills.slice(0, isWhole ? undefined : shownFirst).map((skill) => (
          <Row key={skill.skill} id={id} name={name} skill={skill} mayEndorse={mayEndorse} />
        ))}
      </Stack>
      {!isWhole && data.skills.length > shownFirst && (
        <Button variant="subtle" style={{ alignSelf: 'start' }} onClick={() => setWhole(true)}>
          {text.person.skills.all}
        </Button>
      )}
    </Section>
  );
}
