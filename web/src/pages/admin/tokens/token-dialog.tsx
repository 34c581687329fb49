// Making a token, which is shown once.
import { Button, Checkbox, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../../api/client.ts';
import { Copyable } from '../../../components/copyable.tsx';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useProvedMutation } from '../../../session/fresh-proof.tsx';
import { useText } from '../reading.tsx';
import { type Scope, scopes, tokensKey } from './tokens.ts';

const mostCharacters = 100;
const blank: { readonly name: string; readonly scopes: readonly Scope[] } = { name: '', scopes: [] };

/** It goes by its button alone: a key pressed by mistake would lose the token for good. */
function Made({ token, onClose }: { token: string; onClose: () => void }) {
  const words = useText().admin.tokens;
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.made}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      centered
    >
      <Stack>
        <Text>{words.madeText}</Text>
        <Copyable label={words.token} value={token} />
        <Button style={{ alignSelf: 'end' }} onClick={onClose}>
          {words.copied}
        </Button>
      </Stack>
    </Modal>
  );
}

export function TokenDialog({ onClose }: { onClose: () => void }) {
  const words = useText().admin.tokens;
  const queries = useQueryClient();
  const form = useForm({ initialValues: blank });
  const making = useProvedMutation(
    (values: typeof blank) =>
      dataOf(api.POST('/api/v1/service-tokens', { body: { ...values, scopes: [...values.scopes] } })),
    () => queries.invalidateQueries({ queryKey: tokensKey }),
  );
  if (making.data) return <Made token={making.data.token} onClose={onClose} />;
  return (
    <FormDialog
      title={words.make}
      confirm={words.make}
      isDisabled={form.values.scopes.length === 0}
      isPending={making.isPending}
      error={making.error}
      onSubmit={form.onSubmit((values) => making.mutate(values))}
      onClose={onClose}
    >
      <TextInput
        label={words.name}
        required
        maxLength={mostCharacters}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Checkbox.Group label={words.scopes} withAsterisk {...form.getInputProps('scopes')}>
        <Stack mt="xs" gap="xs">
          {scopes.map((scope) => (
            <Checkbox key={scope} value={scope} label={words.scopeNames[scope]} />
          ))}
        </Stack>
      </Checkbox.Group>
    </FormDialog>
  );
}
