// Defining a kind of block by a JSON Schema, with the form that people will fill in.
import { Card, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../../api/client.ts';
import type { components } from '../../../api/schema.d.ts';
import { DataInput } from '../../../components/data-input/data-input.tsx';
import { fieldsOf, isObject, type Json } from '../../../components/data-input/fields.ts';
import { JsonText } from '../../../components/data-input/json-text.tsx';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useProvedMutation } from '../../../session/fresh-proof.tsx';
import { blockTypesKey } from '../../extensions/blocks.ts';
import { useText } from '../reading.tsx';

export type BlockType = components['schemas']['ExtensionType'];

const typePattern = '[a-z][a-z0-9]*([_\\-][a-z0-9]+)*';
const firstSchema: Json = {
  type: 'object',
  properties: { name: { type: 'string', maxLength: 100 }, url: { type: 'string', format: 'uri' } },
  required: ['name'],
  additionalProperties: false,
};

export function BlockTypeDialog({ known, onClose }: { known: BlockType | undefined; onClose: () => void }) {
  const { admin, extensions } = useText();
  const words = admin.blocks;
  const queries = useQueryClient();
  const form = useForm({ initialValues: { type: known?.type ?? '', description: known?.description ?? '' } });
  const [schema, setSchema] = useState<Json | undefined>((known?.dataSchema as Json | undefined) ?? firstSchema);
  const isWhole = isObject(schema);
  const saving = useProvedMutation(
    ({ type, description }: typeof form.values) => {
      const dataSchema = schema as BlockType['dataSchema'];
      const body = { description: description.trim() || null, dataSchema };
      return known
        ? dataOf(api.PUT('/api/v1/extensions/types/{type}', { params: { path: { type } }, body }))
        : dataOf(api.POST('/api/v1/extensions/types', { body: { ...body, type } }));
    },
    async () => {
      await queries.invalidateQueries({ queryKey: blockTypesKey });
      onClose();
    },
  );
  return (
    <FormDialog
      size="lg"
      title={known ? known.type : words.define}
      isDisabled={!isWhole}
      isPending={saving.isPending}
      error={saving.error}
      onSubmit={form.onSubmit((values) => saving.mutate(values))}
      onClose={onClose}
    >
      {!known && (
        <TextInput
          label={words.type}
          description={words.typeHint}
          placeholder="project"
          required
          maxLength={50}
          pattern={typePattern}
          {...form.getInputProps('type')}
        />
      )}
      <Textarea label={words.description} autosize maxLength={500} {...form.getInputProps('description')} />
      <JsonText
        label={words.schema}
        {...(known && { hint: words.schemaHint })}
        isRequired
        value={schema}
        onChange={setSchema}
      />
      {fieldsOf(schema) && (
        <Card withBorder component="section" aria-label={words.preview}>
          <Stack gap="sm">
            <Text size="sm" fw={600}>
              {words.preview}
            </Text>
            {/* Not required to be filled in here: nothing of it is sent. */}
            <fieldset disabled style={{ all: 'unset', display: 'block' }}>
              <DataInput
                key={JSON.stringify(schema)}
                label={extensions.data}
                schema={schema}
                value={{}}
                onChange={() => undefined}
              />
            </fieldset>
          </Stack>
        </Card>
      )}
    </FormDialog>
  );
}
