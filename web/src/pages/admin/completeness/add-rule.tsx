// One more rule: what it asks for, and what people are told to do.
import { NumberInput, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useReading } from '../reading.tsx';
import type { Condition, RuleInput } from './rules.ts';

const kinds = ['filled', 'count', 'graphemes', 'email-verified', 'link-verified', 'privacy-reviewed'] as const;
type Kind = (typeof kinds)[number];

const lists = ['socialLinks', 'interests', 'skills'] as const;
const texts = ['headline', 'bio', 'displayName', 'location', 'pronouns'] as const;
const fillable = [
  ...(['handle', 'displayName', 'firstName', 'lastName', 'pronouns', 'headline', 'bio', 'location'] as const),
  ...(['timezone', 'language', 'website', 'phone', 'birthday', 'socialLinks', 'interests', 'skills'] as const),
  ...(['activityStatus', 'avatar'] as const),
];
const fieldsFor = (kind: Kind): readonly (typeof fillable)[number][] =>
  kind === 'count' ? lists : kind === 'graphemes' ? texts : kind === 'filled' ? fillable : [];

interface Values {
  readonly key: string;
  readonly kind: Kind;
  readonly field: string | null;
  readonly atLeast: number;
  readonly weight: number;
  readonly hint: string;
}

const blank: Values = { key: '', kind: 'filled', field: null, atLeast: 3, weight: 10, hint: '' };

/** Undefined while no field is chosen for a kind that needs one. */
function conditionOf({ kind, field, atLeast }: Values): Condition | undefined {
  if (kind === 'count') {
    const list = lists.find((known) => known === field);
    return list && { kind, field: list, atLeast };
  }
  if (kind === 'graphemes') {
    const text = texts.find((known) => known === field);
    return text && { kind, field: text, atLeast };
  }
  if (kind !== 'filled') return { kind };
  const filled = fillable.find((known) => known === field);
  return filled && { kind, fields: [filled], need: 'all' };
}

interface AddRuleProps {
  readonly taken: readonly string[];
  readonly onAdd: (rule: RuleInput) => void;
  readonly onClose: () => void;
}

export function AddRule({ taken, onAdd, onClose }: AddRuleProps) {
  const { text, language } = useReading();
  const { admin, profile } = text;
  const words = admin.rules;
  const form = useForm<Values>({
    initialValues: blank,
    validate: { key: (key) => (taken.includes(key) ? words.taken : null) },
  });
  const fields = fieldsFor(form.values.kind);
  const condition = conditionOf(form.values);
  return (
    <FormDialog
      title={words.add}
      confirm={words.add}
      isDisabled={!condition}
      onSubmit={form.onSubmit(({ key, weight, hint, field }) => {
        if (condition)
          onAdd({ key, condition, weight, hint: { [language]: hint }, link: `/profile${field ? `#${field}` : ''}` });
      })}
      onClose={onClose}
    >
      <TextInput
        label={words.key}
        required
        pattern="[A-Za-z][A-Za-z0-9\-]*"
        maxLength={40}
        {...form.getInputProps('key')}
      />
      <Select
        label={words.condition}
        allowDeselect={false}
        data={kinds.map((value) => ({ value, label: words.kinds[value] }))}
        value={form.values.kind}
        onChange={(kind) => kind && form.setValues({ kind, field: null })}
      />
      {fields.length > 0 && (
        <Select
          label={admin.tenant.field}
          required
          data={fields.map((value) => ({ value, label: profile.fields[value] }))}
          {...form.getInputProps('field')}
        />
      )}
      {(form.values.kind === 'count' || form.values.kind === 'graphemes') && (
        <NumberInput label={admin.badges.atLeast} min={1} allowDecimal={false} {...form.getInputProps('atLeast')} />
      )}
      <NumberInput label={words.weight} min={1} allowDecimal={false} {...form.getInputProps('weight')} />
      <TextInput label={words.hint} required maxLength={200} {...form.getInputProps('hint')} />
    </FormDialog>
  );
}
