// Six digits, as mails and authenticator apps give them.
import { PinInput } from '@mantine/core';

export const codeDigits = 6;

interface CodeInputProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (typed: string) => void;
  readonly onComplete?: (typed: string) => void;
}

export function CodeInput({ label, value, onChange, onComplete }: CodeInputProps) {
  return (
    <PinInput
      length={codeDigits}
      type="number"
      oneTimeCode
      role="group"
      aria-label={label}
      getInputProps={(at) => ({ 'aria-label': `${label} ${at + 1}` })}
      value={value}
      onChange={onChange}
      {...(onComplete && { onComplete })}
    />
  );
}
