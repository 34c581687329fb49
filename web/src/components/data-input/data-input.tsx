// Data by a JSON Schema: a form where the schema names its values, JSON as text otherwise.
import { Stack } from '@mantine/core';
import { useMemo, useState } from 'react';
import { DataField } from './data-field.tsx';
import { type DataField as Field, fieldsOf, isObject, type Json, type JsonObject } from './fields.ts';
import { JsonText } from './json-text.tsx';

interface DataInputProps {
  /** What the text is called where there is no form. */
  readonly label: string;
  readonly schema: unknown;
  readonly value: Json | undefined;
  /** Undefined while what is typed is not JSON. */
  readonly onChange: (value: Json | undefined) => void;
}

const switchesOff = (fields: readonly Field[] = []): JsonObject =>
  Object.fromEntries(fields.filter(({ of }) => of.kind === 'switch').map(({ name }) => [name, false]));

export function DataInput({ label, schema, value, onChange }: DataInputProps) {
  const fields = useMemo(() => fieldsOf(schema), [schema]);
  // What the schema does not name stays as it is; a switch that nobody has touched is off.
  const [data, setData] = useState<JsonObject>(() => ({ ...switchesOff(fields), ...(isObject(value) && value) }));
  const [broken, setBroken] = useState<ReadonlySet<string>>(new Set());
  // Something else than an object is not lost in a form.
  if (!fields || (value !== undefined && !isObject(value)))
    return <JsonText label={label} isRequired value={value} onChange={(typed) => onChange(typed)} />;
  return (
    <Stack>
      {fields.map((field) => (
        <DataField
          key={field.name}
          field={field}
          value={data[field.name]}
          onChange={(typed, isBroken = false) => {
            const { [field.name]: _before, ...others } = data;
            const changed = typed === undefined ? others : { ...others, [field.name]: typed };
            const nowBroken = new Set([...broken].filter((name) => name !== field.name));
            if (isBroken) nowBroken.add(field.name);
            setData(changed);
            setBroken(nowBroken);
            onChange(nowBroken.size > 0 ? undefined : changed);
          }}
        />
      ))}
    </Stack>
  );
}
