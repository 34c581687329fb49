// Opens one of several things to change it.
import { Button, type ButtonProps } from '@mantine/core';
import { useText } from './reading.tsx';

interface ChangeButtonProps extends Pick<ButtonProps, 'size' | 'variant'> {
  /** What is changed, for those who do not see where the button stands. */
  readonly of: string;
  readonly onClick: () => void;
}

export function ChangeButton({ of, onClick, size = 'xs', variant = 'light' }: ChangeButtonProps) {
  const { admin } = useText();
  return (
    <Button variant={variant} size={size} aria-label={`${admin.change}: ${of}`} onClick={onClick}>
      {admin.change}
    </Button>
  );
}
