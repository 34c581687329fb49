// How complete the profile is, what to do next, and what does not apply.
import { Anchor, Button, Card, Group, List, RingProgress, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api, dataOf } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import { Failure } from '../../components/failure.tsx';
import { useReading } from '../../i18n/index.tsx';
import { derivedKey } from '../../profile/own-profile.ts';

type Step = components['schemas']['Completeness']['nextSteps'][number];

const shownSteps = 3;
const completenessKey = [...derivedKey, 'completeness'] as const;

function useNotApplicable() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (keys: string[]) => dataOf(api.PUT('/api/v1/profile/completeness/not-applicable', { body: { keys } })),
    onSuccess: (answer) => queries.setQueryData(completenessKey, answer),
  });
}

/** Within this page the browser finds the place by itself; rules may lead anywhere. */
const StepLink = ({ link, hint }: Step) =>
  link.startsWith('/') && !link.includes('#') ? (
    <Anchor component={Link} href={link}>
      {hint}
    </Anchor>
  ) : (
    <Anchor href={link}>{hint}</Anchor>
  );

export function Completeness() {
  const { text, formatNumber } = useReading();
  const { completeness: words, fields } = text.profile;
  const { data } = useQuery({
    queryKey: completenessKey,
    queryFn: () => dataOf(api.GET('/api/v1/profile/completeness', {})),
  });
  const { mutate: save, isPending, error } = useNotApplicable();
  if (!data) return null;
  const share = formatNumber(data.score / 100, { style: 'percent' });
  const names: Partial<Record<string, string>> = fields;
  const { notApplicable } = data;
  return (
    <Card withBorder padding="lg" component="section" aria-label={words.title}>
      <Group wrap="nowrap" align="start">
        <RingProgress
          size={96}
          thickness={8}
          roundCaps
          sections={[{ value: data.score, color: 'brand' }]}
          aria-label={share}
          label={
            <Text ta="center" fw={650}>
              {share}
            </Text>
          }
        />
        <Stack gap={4} style={{ minWidth: 0 }}>
          <Text fw={600}>{words[data.status]}</Text>
          <List size="sm" spacing={2}>
            {data.nextSteps.slice(0, shownSteps).map((step) => (
              <List.Item key={step.key}>
                <StepLink {...step} />{' '}
                <Text span c="dimmed" size="xs">
                  {words.gain(step.gain)}
                </Text>
                {step.mayNotApply && (
                  <Anchor
                    component="button"
                    type="button"
                    display="block"
                    py={4}
                    size="xs"
                    c="dimmed"
                    ta="start"
                    disabled={isPending}
                    aria-label={`${words.notForMe}: ${step.hint}`}
                    onClick={() => save([...notApplicable, step.key])}
                  >
                    {words.notForMe}
                  </Anchor>
                )}
              </List.Item>
            ))}
          </List>
          {notApplicable.length > 0 && (
            <Text size="sm" component="div">
              {words.notApplicable}
              {notApplicable.map((key) => (
                <Button
                  key={key}
                  variant="subtle"
                  size="compact-xs"
                  disabled={isPending}
                  aria-label={words.appliesAfterAll(names[key] ?? key)}
                  onClick={() => save(notApplicable.filter((other) => other !== key))}
                >
                  {names[key] ?? key} ×
                </Button>
              ))}
            </Text>
          )}
          {error && <Failure error={error} />}
        </Stack>
      </Group>
    </Card>
  );
}
