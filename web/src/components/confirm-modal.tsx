// Asks before something is done that cannot be taken back by a click.
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../i18n/index.tsx';
import { Failure } from './failure.tsx';

export interface ConfirmModalProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly text: ReactNode;
  /** What the button says that does it. */
  readonly confirm: string;
  readonly isHarmless?: boolean;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

export function ConfirmModal(props: ConfirmModalProps) {
  const { common } = useText();
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      title={props.title}
      closeButtonProps={{ 'aria-label': common.dismiss }}
      centered
    >
      <Stack>
        <Text>{props.text}</Text>
        {props.error !== null && <Failure error={props.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose} data-autofocus>
            {common.cancel}
          </Button>
          <Button loading={props.isPending} onClick={props.onConfirm} {...(!props.isHarmless && { color: 'red' })}>
            {props.confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
