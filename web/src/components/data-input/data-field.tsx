// The input of one named value.
import { NumberInput, Select, Switch, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { DataField as Field, Json } from './fields.ts';
import { JsonText } from './json-text.tsx';

interface DataFieldProps {
  readonly field: Field;
  readonly value: Json | undefined;
  /** Without a value where there is none; broken where what is typed is none. */
  readonly onChange: (value: Json | undefined, isBroken?: boolean) => void;
}

const orNothing = (text: string): string | undefined => (text === '' ? undefined : text);
const isText = (value: unknown): value is string => typeof value === 'string';

export function DataField({ field: { label, hint, isRequired, of }, value, onChange }: DataFieldProps) {
  const shared = { label, description: hint, required: isRequired };
  const text = isText(value) ? value : '';
  const onText = (event: { currentTarget: { value: string } }) => onChange(orNothing(event.currentTarget.value));
  switch (of.kind) {
    case 'switch':
      return (
        <Switch
          label={label}
          description={hint}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...shared}
          value={typeof value === 'number' ? value : ''}
          onChange={(typed) => onChange(typeof typed === 'number' ? typed : undefined)}
          allowDecimal={!of.isWhole}
          {...(of.min !== undefined && { min: of.min })}
          {...(of.max !== undefined && { max: of.max })}
        />
      );
    case 'choice':
      return (
        <Select
          {...shared}
          value={value === undefined ? null : String(value)}
          onChange={(chosen) => onChange(of.choices.find((choice) => String(choice) === chosen))}
          data={of.choices.map(String)}
          clearable={!isRequired}
        />
      );
    case 'list':
      return (
        <TagsInput
          {...shared}
          value={Array.isArray(value) ? value.filter(isText) : []}
          onChange={(tags) => onChange(tags)}
        />
      );
    case 'text':
      return (
        <Textarea
          {...shared}
          autosize
          minRows={3}
          maxRows={12}
          {...(of.maxLength !== undefined && { maxLength: of.maxLength })}
          value={text}
          onChange={onText}
        />
      );
    case 'line':
      return (
        <TextInput
          {...shared}
          type={of.type}
          {...(of.maxLength !== undefined && { maxLength: of.maxLength })}
          value={text}
          onChange={onText}
        />
      );
    case 'json':
      return <JsonText label={label} hint={hint} isRequired={isRequired} value={value} onChange={onChange} />;
  }
}
