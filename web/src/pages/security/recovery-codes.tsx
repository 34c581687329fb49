// The recovery codes, which are shown this once: to be copied or saved before the dialog is closed.
import { Button, Checkbox, Code, CopyButton, Group, Modal, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { readBrand } from '../../brand.ts';
import { useText } from '../../i18n/index.tsx';

interface RecoveryCodesDialogProps {
  readonly codes: readonly string[];
  readonly onClose: () => void;
}

export function RecoveryCodesDialog({ codes, onClose }: RecoveryCodesDialogProps) {
  const { security, common } = useText();
  const [isKept, setKept] = useState(false);
  const lines = `${codes.join('\n')}\n`;
  return (
    <Modal
      opened
      onClose={onClose}
      title={security.recoveryCodes.title}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <Stack>
        <Text>{security.recoveryCodes.text}</Text>
        <SimpleGrid component="ul" cols={2} spacing="xs" p={0} m={0} style={{ listStyle: 'none' }}>
          {codes.map((code) => (
            <li key={code}>
              <Code fz="md" dir="ltr">
                {code}
              </Code>
            </li>
          ))}
        </SimpleGrid>
        <Group>
          <CopyButton value={lines}>
            {({ copied, copy }) => (
              <Button
                variant="light"
                leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
                onClick={copy}
              >
                {copied ? common.copied : common.copy}
              </Button>
            )}
          </CopyButton>
          <Button
            component="a"
            variant="light"
            leftSection={<IconDownload size={16} aria-hidden />}
            href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${readBrand().name}\n${lines}`)}`}
            download={`${security.recoveryCodes.file}.txt`}
          >
            {security.recoveryCodes.download}
          </Button>
        </Group>
        <Checkbox
          label={security.recoveryCodes.kept}
          checked={isKept}
          onChange={(event) => setKept(event.currentTarget.checked)}
        />
        <Group justify="flex-end">
          <Button disabled={!isKept} onClick={onClose}>
            {security.recoveryCodes.done}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
