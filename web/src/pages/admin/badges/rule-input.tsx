// The rule of a badge, and how many people would meet it.
import {
  ActionIcon,
  Button,
  Group,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../../api/client.ts';
import type { Json } from '../../../components/data-input/fields.ts';
import { JsonText } from '../../../components/data-input/json-text.tsx';
import { Failure } from '../../../components/failure.tsx';
import { useReading } from '../reading.tsx';
import { type Condition, formOf, measures, type Rule, type RuleForm, ruleOf } from './rule.ts';

interface RuleInputProps {
  readonly initial: unknown;
  readonly rule: Rule | undefined;
  /** Undefined while it is not whole. */
  readonly onChange: (rule: Rule | undefined) => void;
}

const fresh: RuleForm = { need: 'all', conditions: [{ measure: 'joinedDaysAgo', value: '30' }] };

function Conditions({ initial, onChange }: { initial: RuleForm; onChange: (rule: Rule | undefined) => void }) {
  const { admin, common } = useReading().text;
  const words = admin.badges;
  const [form, setForm] = useState(initial);
  const change = (next: RuleForm) => {
    setForm(next);
    onChange(ruleOf(next));
  };
  const replace = (at: number, condition: Condition) =>
    change({ ...form, conditions: form.conditions.map((other, index) => (index === at ? condition : other)) });
  return (
    <Stack gap="xs">
      <SegmentedControl
        aria-label={words.need}
        value={form.need}
        onChange={(need) => change({ ...form, need: need === 'any' ? 'any' : 'all' })}
        data={[
          { value: 'all', label: words.all },
          { value: 'any', label: words.any },
        ]}
      />
      {form.conditions.map((condition, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have nothing else to be told apart by
        <Group key={at} gap="xs" wrap="nowrap">
          <Select
            aria-label={words.measure}
            allowDeselect={false}
            value={condition.measure}
            onChange={(chosen) =>
              replace(at, { measure: measures.find((known) => known === chosen) ?? 'joinedDaysAgo', value: '' })
            }
            data={measures.map((value) => ({ value, label: words.measures[value] }))}
            flex={1}
          />
          {condition.measure === 'joinedBefore' ? (
            <TextInput
              type="date"
              aria-label={words.measures.joinedBefore}
              value={condition.value}
              onChange={(event) => replace(at, { ...condition, value: event.currentTarget.value })}
              w={150}
            />
          ) : (
            <NumberInput
              aria-label={words.atLeast}
              min={1}
              allowDecimal={false}
              value={condition.value === '' ? '' : Number(condition.value)}
              onChange={(value) => replace(at, { ...condition, value: String(value) })}
              w={110}
            />
          )}
          <ActionIcon
            variant="subtle"
            color="red"
            aria-label={common.remove}
            disabled={form.conditions.length === 1}
            onClick={() => change({ ...form, conditions: form.conditions.filter((_, index) => index !== at) })}
          >
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        style={{ alignSelf: 'start' }}
        onClick={() => change({ ...form, conditions: [...form.conditions, { measure: 'endorsements', value: '' }] })}
      >
        {words.addCondition}
      </Button>
    </Stack>
  );
}

export function RuleInput({ initial, rule, onChange }: RuleInputProps) {
  const { text, formatNumber } = useReading();
  const words = text.admin.badges;
  const form = initial === null ? fresh : formOf(initial);
  const counting = useMutation({
    mutationFn: (asked: Rule) => dataOf(api.POST('/api/v1/badges/rule-preview', { body: { rule: asked } })),
  });
  const changed = (next: Rule | undefined) => {
    counting.reset();
    onChange(next);
  };
  return (
    <Stack gap="xs">
      {form ? (
        <Conditions initial={form} onChange={changed} />
      ) : (
        <JsonText
          label={words.rule}
          value={initial as Json}
          onChange={(typed) => changed(typed === undefined ? undefined : (typed as unknown as Rule))}
        />
      )}
      <Group>
        <Button
          variant="light"
          size="compact-sm"
          disabled={!rule}
          loading={counting.isPending}
          onClick={() => rule && counting.mutate(rule)}
        >
          {text.admin.tryOut}
        </Button>
        <Text size="sm" role="status">
          {counting.data && words.meet(formatNumber(counting.data.meeting), formatNumber(counting.data.people))}
        </Text>
      </Group>
      {counting.error && <Failure error={counting.error} />}
    </Stack>
  );
}
