// How the profile does beside similar ones.
import { Progress, Text } from '@mantine/core';
import { Section } from '../../components/section.tsx';
import { useReading } from '../../i18n/index.tsx';
import type { Insights } from './question.ts';

export function Standing({ comparison }: Pick<Insights, 'comparison'>) {
  const { text, formatNumber } = useReading();
  const { insights: words } = text;
  if (!comparison)
    return (
      <Section title={words.standing}>
        <Text>{words.noStanding}</Text>
      </Section>
    );
  const { percentile, similarProfiles } = comparison;
  const sentence = words.percentile(formatNumber(percentile), formatNumber(similarProfiles));
  return (
    <Section title={words.standing}>
      <Progress value={percentile} size="lg" aria-label={sentence} />
      <Text>{sentence}</Text>
    </Section>
  );
}
