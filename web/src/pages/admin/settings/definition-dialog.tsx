// Defining a setting or changing it; what a change would do to values that people have is told before.
import { Button, Checkbox, Group, Select, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../../api/client.ts';
import { isApiError } from '../../../api/errors.ts';
import { isObject, type Json } from '../../../components/data-input/fields.ts';
import { JsonText } from '../../../components/data-input/json-text.tsx';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useProvedMutation } from '../../../session/fresh-proof.tsx';
import { useReading } from '../reading.tsx';
import { changeDefinition, type Definition, type DefinitionInput, definitionsKey, settingTypes } from './definition.ts';

interface DefinitionDialogProps {
  readonly definition: Definition | undefined;
  readonly onClose: () => void;
}

interface Values {
  readonly key: string;
  readonly settingType: (typeof settingTypes)[number];
  readonly category: string;
  readonly description: string;
  readonly isPublic: boolean;
}

const blank: Values = { key: '', settingType: 'boolean', category: '', description: '', isPublic: false };

export function DefinitionDialog({ definition, onClose }: DefinitionDialogProps) {
  const { text, formatNumber } = useReading();
  const { admin } = text;
  const words = admin.definitions;
  const queries = useQueryClient();
  const form = useForm<Values>({
    initialValues: definition ? { ...blank, ...definition, description: definition.description ?? '' } : blank,
  });
  const [rules, setRules] = useState<Json | undefined>((definition?.validationRules as Json | undefined) ?? {});
  const [preset, setPreset] = useState<Json | undefined>((definition?.default as Json | undefined) ?? null);
  const [isForced, setIsForced] = useState(false);
  const isWhole = isObject(rules) && preset !== undefined;
  const saving = useProvedMutation(
    async ({ values, dryRun }: { values: Values; dryRun: boolean }) => {
      const { key, settingType, category, description, isPublic } = values;
      const body = {
        ...{
          settingType,
          isPublic,
          default: preset,
          validationRules: rules as DefinitionInput['validationRules'] & {},
        },
        ...(category.trim() && { category: category.trim() }),
        description: description.trim() === '' ? null : description.trim(),
      };
      if (!definition) {
        await dataOf(api.POST('/api/v1/settings/definitions', { body: { ...body, key } }));
        return undefined;
      }
      const { meta } = await changeDefinition(definition, body, { dryRun, force: isForced && !dryRun });
      return dryRun ? meta?.concernedValues : undefined;
    },
    async (_concerned, { dryRun }) => {
      if (dryRun) return;
      await queries.invalidateQueries({ queryKey: definitionsKey });
      onClose();
    },
  );
  const isInUse = isApiError(saving.error, 'SETTING_IN_USE');
  return (
    <FormDialog
      size="lg"
      title={definition?.key ?? words.define}
      isPending={saving.isPending}
      isDisabled={!isWhole}
      error={saving.error}
      aside={
        definition && (
          <Button
            variant="light"
            disabled={!isWhole}
            loading={saving.isPending}
            onClick={() => saving.mutate({ values: form.getValues(), dryRun: true })}
          >
            {admin.tryOut}
          </Button>
        )
      }
      onSubmit={form.onSubmit((values) => saving.mutate({ values, dryRun: false }))}
      onClose={onClose}
    >
      {!definition && (
        <TextInput label={words.key} placeholder="editor.font-size" required {...form.getInputProps('key')} />
      )}
      <Group grow align="start">
        <Select
          label={words.type}
          allowDeselect={false}
          data={settingTypes.map((value) => ({ value, label: words.types[value] }))}
          {...form.getInputProps('settingType')}
        />
        <TextInput label={words.category} maxLength={100} {...form.getInputProps('category')} />
      </Group>
      <Textarea label={words.description} autosize maxLength={500} {...form.getInputProps('description')} />
      <JsonText label={words.rules} hint={words.rulesHint} value={rules} onChange={setRules} />
      <JsonText label={words.preset} hint={words.presetHint} value={preset} onChange={setPreset} />
      <Switch label={words.isPublic} {...form.getInputProps('isPublic', { type: 'checkbox' })} />
      {isInUse && (
        <Checkbox
          label={words.force}
          checked={isForced}
          onChange={(event) => setIsForced(event.currentTarget.checked)}
        />
      )}
      <Text role="status" size="sm">
        {saving.data !== undefined && words.concerned(formatNumber(saving.data))}
      </Text>
    </FormDialog>
  );
}
