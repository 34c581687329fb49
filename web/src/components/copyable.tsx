// Something to be pasted elsewhere.
import { Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useText } from '../i18n/index.tsx';

interface CopyableProps {
  readonly label: string;
  readonly value: string;
  readonly onCopy?: () => void;
}

export function Copyable({ label, value, onCopy }: CopyableProps) {
  const { common } = useText();
  return (
    <Stack gap={2}>
      <Text size="sm" fw={500}>
        {label}
      </Text>
      <Group gap="xs" wrap="nowrap" align="start">
        <Code block flex={1} dir="ltr" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {value}
        </Code>
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              size="xs"
              style={{ flexShrink: 0 }}
              aria-label={`${copied ? common.copied : common.copy}: ${label}`}
              leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
              onClick={() => {
                copy();
                onCopy?.();
              }}
            >
              {copied ? common.copied : common.copy}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Stack>
  );
}
