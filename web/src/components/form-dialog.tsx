// A dialog with a form in it: what is asked, what went wrong, and the two ways out.
import { Button, Group, Modal, type ModalProps, Stack } from '@mantine/core';
import type { PropsWithChildren, ReactNode } from 'react';
import { useText } from '../i18n/index.tsx';
import { Failure } from './failure.tsx';

interface FormDialogProps {
  readonly title: string;
  readonly size?: ModalProps['size'];
  /** What the button says that sends it; to save, if nothing else. */
  readonly confirm?: string;
  readonly isDangerous?: boolean;
  readonly isDisabled?: boolean;
  readonly isPending?: boolean;
  readonly error?: unknown;
  /** Beside the buttons: another way to go. */
  readonly aside?: ReactNode;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
}

export function FormDialog({ children, error = null, ...props }: PropsWithChildren<FormDialogProps>) {
  const { common } = useText();
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.title}
      size={props.size ?? 'md'}
      centered
      // What was typed is not lost by a click beside it.
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': common.dismiss }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.onSubmit();
        }}
      >
        <Stack>
          {children}
          {error !== null && <Failure error={error} />}
          <Group justify="flex-end">
            {props.aside}
            <Button variant="default" onClick={props.onClose}>
              {common.cancel}
            </Button>
            <Button
              type="submit"
              loading={props.isPending === true}
              disabled={props.isDisabled === true}
              {...(props.isDangerous && { color: 'red' })}
            >
              {props.confirm ?? common.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
