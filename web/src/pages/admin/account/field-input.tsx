// The new value of a field of somebody's profile; nothing in it clears the field.
import { Checkbox, Stack, TagsInput, Textarea } from '@mantine/core';
import { useText } from '../reading.tsx';

export type FieldValue = string | readonly string[] | Readonly<Record<string, string>> | null;

interface FieldInputProps {
  readonly label: string;
  readonly kind: 'text' | 'list' | 'links';
  /** What is there before. */
  readonly initial: FieldValue;
  readonly value: FieldValue;
  readonly onChange: (value: FieldValue) => void;
}

const isLinks = (value: FieldValue): value is Readonly<Record<string, string>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function FieldInput({ label, kind, initial, value, onChange }: FieldInputProps) {
  const { admin } = useText();
  if (kind === 'links') {
    const kept = isLinks(value) ? value : {};
    return (
      <Stack gap="xs" role="group" aria-label={label}>
        {Object.entries(isLinks(initial) ? initial : {}).map(([network, url]) => (
          <Checkbox
            key={network}
            label={`${network}: ${url}`}
            styles={{ label: { overflowWrap: 'anywhere' } }}
            checked={network in kept}
            onChange={(event) => {
              const { [network]: _gone, ...others } = kept;
              onChange(event.currentTarget.checked ? { ...others, [network]: url } : others);
            }}
          />
        ))}
      </Stack>
    );
  }
  if (kind === 'list')
    return (
      <TagsInput
        label={label}
        description={admin.account.clearHint}
        value={Array.isArray(value) ? [...value] : []}
        onChange={onChange}
      />
    );
  return (
    <Textarea
      label={label}
      description={admin.account.clearHint}
      autosize
      minRows={1}
      maxRows={10}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
    />
  );
}
