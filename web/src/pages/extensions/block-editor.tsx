// Writes a block: of which kind, what it says, who sees it.
import { Autocomplete, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { isApiError } from '../../api/errors.ts';
import { DataInput } from '../../components/data-input/data-input.tsx';
import type { Json } from '../../components/data-input/fields.ts';
import { Failure } from '../../components/failure.tsx';
import { useText } from '../../i18n/index.tsx';
import { AudienceChoice } from '../../profile/audience-choice.tsx';
import { type Block, type NewBlock, useBlockTypes, useSaveBlock } from './blocks.ts';

interface BlockEditorProps {
  /** Undefined for a new one. */
  readonly block: Block | undefined;
  readonly onClose: () => void;
}

export function BlockEditor({ block, onClose }: BlockEditorProps) {
  const { extensions, common } = useText();
  const { data: types = [] } = useBlockTypes();
  const [type, setType] = useState(block?.extensionType ?? '');
  const [data, setData] = useState<Json | undefined>((block?.extensionData as Json | undefined) ?? {});
  const [audience, setAudience] = useState<Block['audience']>(block?.audience ?? 'private');
  const { mutate: save, isPending, error } = useSaveBlock(block?.id);
  const registered = types.find((known) => known.type === type);
  const typeError = isApiError(error) ? error.fields.extensionType : undefined;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={block ? extensions.change : extensions.add}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': common.dismiss }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (data === undefined) return;
          const body = { extensionType: type, extensionData: data, audience } as NewBlock;
          save(body, { onSuccess: onClose });
        }}
      >
        <Stack>
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
          {error && typeError === undefined && <Failure error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button type="submit" disabled={data === undefined || type === ''} loading={isPending}>
              {common.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
