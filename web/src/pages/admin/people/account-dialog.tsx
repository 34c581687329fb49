// Making an account for somebody, who chooses the password.
import { MultiSelect, Switch, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { api, dataOf } from '../../../api/client.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useProvedMutation } from '../../../session/fresh-proof.tsx';
import { useText } from '../reading.tsx';
import { peopleKey, useRoles } from './people.ts';

const blank = { email: '', displayName: '', roles: ['user'], emailVerified: false };
const mostCharacters = 254;

export function AccountDialog({ onClose }: { onClose: () => void }) {
  const { admin } = useText();
  const words = admin.people;
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const { data: roles } = useRoles();
  const form = useForm({ initialValues: blank });
  const making = useProvedMutation(
    ({ displayName, ...order }: typeof blank) =>
      dataOf(
        api.POST('/api/v1/users', {
          body: { ...order, ...(displayName.trim() && { displayName: displayName.trim() }) },
        }),
      ),
    async ({ id }) => {
      await queries.invalidateQueries({ queryKey: peopleKey });
      navigate(`/admin/people/${id}`);
    },
  );
  return (
    <FormDialog
      title={words.make}
      confirm={words.make}
      isDisabled={form.values.roles.length === 0}
      isPending={making.isPending}
      error={making.error}
      onSubmit={form.onSubmit((values) => making.mutate(values))}
      onClose={onClose}
    >
      <Text size="sm">{words.makeHint}</Text>
      <TextInput
        type="email"
        label={words.address}
        required
        maxLength={mostCharacters}
        data-autofocus
        {...form.getInputProps('email')}
      />
      <TextInput label={words.name} {...form.getInputProps('displayName')} />
      <MultiSelect
        label={words.roles}
        description={admin.account.rolesHint}
        data={(roles ?? []).map(({ name }) => name)}
        {...form.getInputProps('roles')}
      />
      <Switch label={words.vouch} {...form.getInputProps('emailVerified', { type: 'checkbox' })} />
    </FormDialog>
  );
}
