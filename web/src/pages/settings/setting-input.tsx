// The input of one setting, by its type and rules. What is chosen is saved at once, what is typed when it is left.
import { Button, Group, NumberInput, Select, Stack, Switch, TextInput } from '@mantine/core';
import { type ComponentType, useState } from 'react';
import { DataInput } from '../../components/data-input/data-input.tsx';
import type { Json } from '../../components/data-input/fields.ts';
import { useText } from '../../i18n/index.tsx';
import { rulesOf, type Setting } from './settings.ts';

interface SettingInputProps {
  readonly setting: Setting;
  readonly label: string;
  readonly error: string | undefined;
  /** What is being saved. */
  readonly pending: Json | undefined;
  readonly onSave: (value: Json) => void;
}

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function NumberSetting({ setting, label, error, onSave }: SettingInputProps) {
  const { min, max } = rulesOf(setting);
  const [typed, setTyped] = useState<number | string>(numberOf(setting.value) ?? '');
  const [least, most] = [numberOf(min), numberOf(max)];
  return (
    <NumberInput
      label={label}
      error={error}
      value={typed}
      onChange={setTyped}
      onBlur={() => typed !== setting.value && onSave(typeof typed === 'number' ? typed : null)}
      allowDecimal={setting.settingType === 'number'}
      {...(least !== undefined && { min: least })}
      {...(most !== undefined && { max: most })}
      maw={240}
    />
  );
}

function TextSetting({ setting, label, error, onSave }: SettingInputProps) {
  const { min, max } = rulesOf(setting);
  const [typed, setTyped] = useState(textOf(setting.value));
  const isDate = setting.settingType === 'date';
  return (
    <TextInput
      label={label}
      error={error}
      type={isDate ? 'date' : 'text'}
      {...(isDate && { min: textOf(min), max: textOf(max), maw: 240 })}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => typed !== textOf(setting.value) && onSave(isDate && typed === '' ? null : typed)}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  );
}

function DataSetting({ setting, label, pending, onSave }: SettingInputProps) {
  const { common } = useText();
  const [data, setData] = useState(setting.value as Json | undefined);
  return (
    <Stack>
      <DataInput
        label={label}
        schema={rulesOf(setting).jsonSchema}
        value={(setting.value as Json | null) ?? undefined}
        onChange={setData}
      />
      <Group>
        <Button
          size="xs"
          loading={pending !== undefined}
          disabled={data === undefined || JSON.stringify(data) === JSON.stringify(setting.value)}
          onClick={() => data !== undefined && onSave(data)}
        >
          {common.save}
        </Button>
      </Group>
    </Stack>
  );
}

const typedInputs: Readonly<Partial<Record<Setting['settingType'], ComponentType<SettingInputProps>>>> = {
  json: DataSetting,
  integer: NumberSetting,
  number: NumberSetting,
};

export function SettingInput(props: SettingInputProps) {
  const { setting, label, error, pending, onSave } = props;
  const { choices } = rulesOf(setting);
  const value = pending ?? setting.value;
  if (setting.settingType === 'boolean')
    return (
      <Switch
        label={label}
        error={error}
        checked={value === true}
        onChange={(event) => onSave(event.currentTarget.checked)}
      />
    );
  if (choices)
    return (
      <Select
        label={label}
        error={error}
        allowDeselect={false}
        data={choices.map(String)}
        value={value === null ? null : String(value)}
        onChange={(chosen) => onSave(choices.find((choice) => String(choice) === chosen) ?? null)}
        maw={360}
      />
    );
  const Typed = typedInputs[setting.settingType] ?? TextSetting;
  // Typed on from whatever is saved; what is refused stays as it was typed.
  return <Typed key={JSON.stringify(setting.value)} {...props} />;
}
