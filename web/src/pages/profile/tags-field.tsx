// A list of words: skills and interests.
import { TagsInput } from '@mantine/core';

interface TagsFieldProps {
  readonly label: string;
  readonly value: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (tags: string[]) => void;
}

const most = 50;
const commas = [',', ';', '、', '،'];

/** Keyboards of telephones do not say which key was a comma: what was typed arrives as one. */
const split = (tags: readonly string[]): string[] =>
  commas
    .reduce((parts: readonly string[], comma) => parts.flatMap((part) => part.split(comma)), tags)
    .flatMap((part) => part.trim() || []);

export function TagsField({ label, value, error, onChange }: TagsFieldProps) {
  return (
    <TagsInput
      aria-label={label}
      value={[...value]}
      onChange={(tags) => onChange(split(tags))}
      maxTags={most}
      splitChars={commas}
      acceptValueOnBlur
      error={error}
    />
  );
}
