// What lists are narrowed with: a day, a choice, or words that are looked up once somebody stops typing.
import { Select, type SelectProps, TextInput, type TextInputProps } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useText } from './reading.tsx';

const pauseMs = 300;

interface Narrowing<Value> {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** `YYYY-MM-DD`; empty without a day. */
export function DayInput({ onChange, ...props }: Narrowing<string> & Pick<TextInputProps, 'description' | 'min'>) {
  return <TextInput {...props} type="date" onChange={(event) => onChange(event.currentTarget.value)} />;
}

/** Undefined where any will do. */
export function ChoiceFilter({
  value,
  onChange,
  ...props
}: Narrowing<string | undefined> & Pick<SelectProps, 'data' | 'searchable'>) {
  const { admin } = useText();
  return (
    <Select
      {...props}
      placeholder={admin.any}
      clearable
      value={value ?? null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
    />
  );
}

/** How far the things of a list are: one of `names`, always. */
export function StatusFilter<Status extends string>(props: {
  readonly names: Readonly<Record<Status, string>>;
  readonly value: Status;
  readonly onChange: (status: string) => void;
}) {
  const { admin } = useText();
  return (
    <Select
      label={admin.verification.show}
      allowDeselect={false}
      maw={320}
      value={props.value as string}
      onChange={(chosen) => chosen && props.onChange(chosen)}
      data={Object.entries<string>(props.names).map(([value, label]) => ({ value, label }))}
    />
  );
}

export function TypedFilter({ value, onChange, ...props }: Narrowing<string> & Omit<TextInputProps, 'onChange'>) {
  const [typed, setTyped] = useState(value);
  // The way back changes the address, and with it what stands in the field.
  useEffect(() => setTyped(value), [value]);
  const changeSoon = useDebouncedCallback(onChange, pauseMs);
  return (
    <TextInput
      {...props}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        changeSoon(event.currentTarget.value);
      }}
    />
  );
}
