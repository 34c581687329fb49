// A list of words: skills and interests.
import { TagsInput } from '@mantine/core';

interface TagsFieldProps {
  readonly label: string;
  readonly value: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (tags: string[]) => void;
}

const most = 50;

export function TagsField({ label, value, error, onChange }: TagsFieldProps) {
  return (
    <TagsInput
      aria-label={label}
      value={[...value]}
      onChange={onChange}
      maxTags={most}
      splitChars={[',', ';', '、']}
      acceptValueOnBlur
      error={error}
    />
  );
}
