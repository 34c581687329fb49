// The rules with their weights.
import { ActionIcon, Checkbox, NumberInput, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useReading } from '../reading.tsx';
import type { Condition, RuleInput } from './rules.ts';

interface RulesTableProps {
  readonly rules: readonly RuleInput[];
  readonly onChange: (rules: RuleInput[]) => void;
}

const mostWeight = 1000;

function useConditionWords() {
  const { text, formatNumber } = useReading();
  const { kinds } = text.admin.rules;
  const names: Partial<Record<string, string>> = text.profile.fields;
  const nameOf = (field: string) => names[field] ?? field;
  return (condition: Condition): string => {
    if (condition.kind === 'filled') return `${kinds.filled}: ${condition.fields.map(nameOf).join(', ')}`;
    if ('field' in condition)
      return `${kinds[condition.kind]}: ${nameOf(condition.field)} ≥ ${formatNumber(condition.atLeast)}`;
    return kinds[condition.kind];
  };
}

export function RulesTable({ rules, onChange }: RulesTableProps) {
  const { text, language, formatNumber } = useReading();
  const { admin, common } = text;
  const words = admin.rules;
  const describe = useConditionWords();
  const total = rules.reduce((sum, { weight }) => sum + weight, 0);
  const change = (key: string, part: Partial<RuleInput>) =>
    onChange(rules.map((rule) => (rule.key === key ? { ...rule, ...part } : rule)));
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table verticalSpacing="sm" aria-label={admin.areas.completeness.name}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.rule}</Table.Th>
            <Table.Th>{words.weight}</Table.Th>
            <Table.Th>{words.share}</Table.Th>
            <Table.Th>{words.mayNotApply}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{common.remove}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rules.map((rule) => (
            <Table.Tr key={rule.key}>
              <Table.Th scope="row" fw={500}>
                {describe(rule.condition)}
                <Text size="sm" c="dimmed">
                  {rule.hint[language] ?? rule.hint.en ?? Object.values(rule.hint)[0]}
                </Text>
              </Table.Th>
              <Table.Td>
                <NumberInput
                  aria-label={`${words.weight}: ${rule.key}`}
                  w={90}
                  min={1}
                  max={mostWeight}
                  allowDecimal={false}
                  value={rule.weight}
                  onChange={(weight) => typeof weight === 'number' && weight > 0 && change(rule.key, { weight })}
                />
              </Table.Td>
              <Table.Td>{formatNumber(rule.weight / total, { style: 'percent', maximumFractionDigits: 1 })}</Table.Td>
              <Table.Td>
                <Checkbox
                  aria-label={`${words.mayNotApply}: ${rule.key}`}
                  checked={rule.mayNotApply === true}
                  onChange={(event) => change(rule.key, { mayNotApply: event.currentTarget.checked })}
                />
              </Table.Td>
              <Table.Td>
                <ActionIcon
                  variant="subtle"
                  color="red"
                  aria-label={`${common.remove}: ${rule.key}`}
                  disabled={rules.length === 1}
                  onClick={() => onChange(rules.filter(({ key }) => key !== rule.key))}
                >
                  <IconTrash size={18} aria-hidden />
                </ActionIcon>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
