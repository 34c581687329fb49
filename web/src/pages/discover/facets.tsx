// What the people found have in common, to narrow them by.
import { Checkbox, Chip, Group, Stack, Text } from '@mantine/core';
import { useReading } from '../../i18n/index.tsx';
import { type Facet, facets, type Question } from './question.ts';

interface FacetsProps {
  readonly question: Question;
  readonly counts: Readonly<Partial<Record<Facet, readonly { value: string; count: number }[]>>>;
  readonly onChange: (change: Partial<Question>) => void;
}

const shownValues = 8;

export function Facets({ question, counts, onChange }: FacetsProps) {
  const { text, formatNumber } = useReading();
  const { discover } = text;
  const toggle = (facet: Facet, value: string) => {
    const chosen = question.filters[facet];
    const next = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
    onChange({ filters: { ...question.filters, [facet]: next } });
  };
  return (
    <Stack gap="lg" component="aside" aria-label={discover.narrow}>
      {facets.map((facet) => {
        const counted = counts[facet] ?? [];
        const missing = question.filters[facet].filter((value) => counted.every((other) => other.value !== value));
        const values = [...missing.map((value) => ({ value, count: undefined })), ...counted.slice(0, shownValues)];
        if (values.length === 0) return null;
        return (
          <Stack key={facet} gap="xs">
            <Text size="sm" fw={600}>
              {text.profile.fields[facet]}
            </Text>
            <Group gap={6}>
              {values.map(({ value, count }) => (
                <Chip
                  key={value}
                  size="xs"
                  checked={question.filters[facet].includes(value)}
                  onChange={() => toggle(facet, value)}
                >
                  {value}
                  {count !== undefined && ` · ${formatNumber(count)}`}
                </Chip>
              ))}
            </Group>
          </Stack>
        );
      })}
      <Checkbox
        label={discover.verified}
        checked={question.verified}
        onChange={(event) => onChange({ verified: event.currentTarget.checked })}
      />
      <Checkbox
        label={discover.hasAvatar}
        checked={question.hasAvatar}
        onChange={(event) => onChange({ hasAvatar: event.currentTarget.checked })}
      />
    </Stack>
  );
}
