// Any JSON, as text.
import { JsonInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/index.tsx';
import type { Json } from './fields.ts';

interface JsonTextProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly isRequired?: boolean;
  readonly value: Json | undefined;
  /** Without a value when there is no text, or none that is JSON: then it is broken. */
  readonly onChange: (value: Json | undefined, isBroken: boolean) => void;
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function JsonText({ label, hint, isRequired = false, value, onChange }: JsonTextProps) {
  const { common } = useText();
  const [text, setText] = useState(value === undefined ? '' : JSON.stringify(value, null, 2));
  return (
    <JsonInput
      label={label}
      description={hint}
      required={isRequired}
      validationError={common.notJson}
      autosize
      minRows={3}
      maxRows={16}
      spellCheck={false}
      value={text}
      onChange={(typed) => {
        setText(typed);
        const parsed = parse(typed);
        onChange(parsed, parsed === undefined && typed.trim() !== '');
      }}
    />
  );
}
