// Links by network, one input for each.
import { Stack, Text, TextInput } from '@mantine/core';
import { networks } from '../../profile/networks.ts';

interface LinksInputProps {
  readonly label: string;
  readonly value: Readonly<Record<string, string>>;
  readonly error: string | undefined;
  readonly onChange: (links: Record<string, string>) => void;
}

export function LinksInput({ label, value, error, onChange }: LinksInputProps) {
  return (
    <Stack gap="xs" role="group" aria-label={label}>
      {Object.entries(networks).map(([network, [name, placeholder]]) => (
        <TextInput
          key={network}
          type="url"
          label={name}
          placeholder={placeholder}
          value={value[network] ?? ''}
          onChange={(event) => {
            const { [network]: _before, ...others } = value;
            const typed = event.currentTarget.value;
            onChange(typed === '' ? others : { ...others, [network]: typed });
          }}
        />
      ))}
      {error && (
        <Text size="sm" c="red" role="alert">
          {error}
        </Text>
      )}
    </Stack>
  );
}
