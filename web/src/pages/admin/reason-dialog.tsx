// Asks why before something is done to somebody, who will read it.
import { Text, Textarea } from '@mantine/core';
import { type PropsWithChildren, useState } from 'react';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useText } from './reading.tsx';

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
  /** Whether what is asked besides the reason is still missing. */
  readonly isDisabled?: boolean;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onConfirm: (reason: string) => void;
  readonly onClose: () => void;
}

export function ReasonDialog(props: PropsWithChildren<ReasonDialogProps>) {
  const { text, hint, isHarmless = false, isDisabled = false, onConfirm, children, ...dialog } = props;
  const { admin } = useText();
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      {...dialog}
      isDangerous={!isHarmless}
      isDisabled={isDisabled || reason.trim() === ''}
      onSubmit={() => onConfirm(reason.trim())}
    >
      {text && <Text>{text}</Text>}
      {children}
      <Textarea
        label={admin.reason}
        description={hint ?? admin.reasonHint}
        required
        autosize
        minRows={2}
        maxLength={mostCharacters}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
