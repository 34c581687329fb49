// Asks why before something is done to somebody, who will read it.
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { type PropsWithChildren, useState } from 'react';
import { Failure } from '../../components/failure.tsx';
import { useText } from '../../i18n/index.tsx';

const mostCharacters = 500;

interface ReasonDialogProps {
  readonly title: string;
  /** What follows from it. */
  readonly text?: string;
  /** What the button says that does it. */
  readonly confirm: string;
  readonly isHarmless?: boolean;
  /** Who reads the reason; whoever it concerns, if nothing else is said. */
  readonly hint?: string;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onConfirm: (reason: string) => void;
  readonly onClose: () => void;
}

export function ReasonDialog({ children, ...props }: PropsWithChildren<ReasonDialogProps>) {
  const { admin, common } = useText();
  const [reason, setReason] = useState('');
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.title}
      closeButtonProps={{ 'aria-label': common.dismiss }}
      centered
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.onConfirm(reason.trim());
        }}
      >
        <Stack>
          {props.text && <Text>{props.text}</Text>}
          {children}
          <Textarea
            label={admin.reason}
            description={props.hint ?? admin.reasonHint}
            required
            autosize
            minRows={2}
            maxLength={mostCharacters}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {props.error !== null && <Failure error={props.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {common.cancel}
            </Button>
            <Button
              type="submit"
              loading={props.isPending}
              disabled={reason.trim() === ''}
              {...(!props.isHarmless && { color: 'red' })}
            >
              {props.confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
