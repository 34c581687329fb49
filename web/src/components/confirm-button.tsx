// A button that asks before it does what cannot be taken back by a click.
import { Button, type ButtonProps } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { ConfirmDialog } from './confirm-dialog.tsx';

interface ConfirmButtonProps extends Pick<ButtonProps, 'size' | 'variant'> {
  /** What it does. */
  readonly label: string;
  /** To what, for those who do not see where it stands. */
  readonly of?: string;
  /** What is asked; what it does, if nothing else. */
  readonly title?: string;
  /** What follows from it. */
  readonly text: ReactNode;
  readonly isHarmless?: boolean;
  readonly action: {
    readonly mutateAsync: () => Promise<unknown>;
    readonly reset: () => void;
    readonly isPending: boolean;
    readonly error: unknown;
  };
}

export function ConfirmButton(props: ConfirmButtonProps) {
  const { label, of, title, text, action, isHarmless = false, size = 'xs', variant = 'subtle' } = props;
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <Button
        variant={variant}
        size={size}
        style={{ alignSelf: 'start' }}
        {...(!isHarmless && { color: 'red' })}
        {...(of !== undefined && { 'aria-label': `${label}: ${of}` })}
        onClick={() => {
          action.reset();
          setAsked(true);
        }}
      >
        {label}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        title={title ?? label}
        text={text}
        confirm={label}
        isHarmless={isHarmless}
        isPending={action.isPending}
        error={action.error}
        // What went wrong is shown by the dialog, which stays.
        onConfirm={() =>
          void action.mutateAsync().then(
            () => setAsked(false),
            () => undefined,
          )
        }
        onClose={() => setAsked(false)}
      />
    </>
  );
}
