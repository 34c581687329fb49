// Writes a block: of which kind, what it says, who sees it.
import { Autocomplete, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { isApiError } from '../../api/errors.ts';
import { DataInput } from '../../components/data-input/data-input.tsx';
import type { Json } from '../../components/data-input/fields.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useText } from '../../i18n/index.tsx';
import { AudienceChoice } from '../../profile/audience-choice.tsx';
import { type Block, type NewBlock, useBlockTypes, useSaveBlock } from './blocks.ts';

interface BlockEditorProps {
  /** Undefined for a new one. */
  readonly block: Block | undefined;
  readonly onClose: () => void;
}

export function BlockEditor({ block, onClose }: BlockEditorProps) {
  const { extensions } = useText();
  const { data: types = [] } = useBlockTypes();
  const [type, setType] = useState(block?.extensionType ?? '');
  const [data, setData] = useState<Json | undefined>((block?.extensionData as Json | undefined) ?? {});
  const [audience, setAudience] = useState<Block['audience']>(block?.audience ?? 'private');
  const { mutate: save, isPending, error } = useSaveBlock(block?.id);
  const registered = types.find((known) => known.type === type);
  const typeError = isApiError(error) ? error.fields.extensionType : undefined;
  return (
    <FormDialog
      size="lg"
      title={block ? extensions.change : extensions.add}
      isPending={isPending}
      isDisabled={data === undefined || type === ''}
      error={typeError === undefined ? error : null}
      onSubmit={() => {
        if (data === undefined) return;
        const body = { extensionType: type, extensionData: data, audience } as NewBlock;
        save(body, { onSuccess: onClose });
      }}
      onClose={onClose}
    >
      <Autocomplete
        label={extensions.type}
        description={extensions.typeHint}
        required
        data-autofocus={block === undefined}
        data={types.map((known) => known.type)}
        value={type}
        onChange={setType}
        error={typeError}
      />
      {registered?.description && <Text size="sm">{registered.description}</Text>}
      <DataInput
        // Another kind has another form; what was typed goes with it.
        key={registered?.type ?? ''}
        label={extensions.data}
        schema={registered?.dataSchema}
        value={data}
        onChange={setData}
      />
      <Group justify="space-between">
        <Text size="sm">{extensions.audience}</Text>
        <AudienceChoice of={type || extensions.one} value={audience} onChange={setAudience} />
      </Group>
    </FormDialog>
  );
}
