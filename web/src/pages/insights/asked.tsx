// Which days, and how long each period is.
import { Anchor, Button, Group, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useReading } from '../../i18n/index.tsx';
import { csvPath, granularities, lastDays, type Question } from './question.ts';

const spans = [7, 30, 90, 365] as const;

interface AskedProps {
  readonly question: Question;
  /** The days that are shown, until others are chosen. */
  readonly shown: { readonly from: string; readonly to: string } | undefined;
  readonly onAsk: (change: Partial<Question>) => void;
}

export function Asked({ question, shown, onAsk }: AskedProps) {
  const { text, formatNumber } = useReading();
  const { insights: words } = text;
  const nameOf = (days: number) => formatNumber(days, { style: 'unit', unit: 'day', unitDisplay: 'long' });
  return (
    <Stack gap="sm">
      <Group gap="xs">
        {spans.map((days) => (
          <Button key={days} variant="default" size="xs" onClick={() => onAsk(lastDays(days))}>
            {nameOf(days)}
          </Button>
        ))}
      </Group>
      <Group align="end">
        <TextInput
          type="date"
          label={words.from}
          value={question.from ?? shown?.from ?? ''}
          max={question.to ?? lastDays(1).to}
          onChange={(event) => event.currentTarget.value && onAsk({ from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={words.to}
          value={question.to ?? shown?.to ?? ''}
          max={lastDays(1).to}
          onChange={(event) => event.currentTarget.value && onAsk({ to: event.currentTarget.value })}
        />
        <SegmentedControl
          aria-label={words.granularity}
          value={question.granularity}
          onChange={(chosen) => onAsk({ granularity: granularities.find((one) => one === chosen) ?? 'day' })}
          data={granularities.map((value) => ({ value, label: words.granularities[value] }))}
        />
        <Anchor href={csvPath(question)} download pb={8}>
          {words.csv}
        </Anchor>
      </Group>
    </Stack>
  );
}
