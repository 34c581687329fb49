// Defining a role, or changing what it allows: out of what one may do oneself.
import { Checkbox, Fieldset, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../../api/client.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useProvedMutation } from '../../../session/fresh-proof.tsx';
import { meKey, useSession } from '../../../session/session.tsx';
import { rolesKey } from '../people/people.ts';
import { useText } from '../reading.tsx';
import { type Permission, permissionsOf, type Role, reaches } from './permissions.ts';

const namePattern = '[a-z][a-z0-9\\-]{1,39}';
const mostCharacters = 300;

interface Values {
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
}

const blank: Values = { name: '', description: '', permissions: [] };

export function RoleDialog({ role, onClose }: { role: Role | undefined; onClose: () => void }) {
  const { admin } = useText();
  const words = admin.roles;
  const { can } = useSession();
  const queries = useQueryClient();
  const form = useForm<Values>({
    initialValues: role ? { ...role, description: role.description ?? '' } : blank,
  });
  const saving = useProvedMutation(
    ({ name, description, permissions }: Values) => {
      const body = { description: description.trim() || null, permissions: [...permissions] };
      return role
        ? dataOf(api.PUT('/api/v1/roles/{name}', { params: { path: { name } }, body }))
        : dataOf(api.POST('/api/v1/roles', { body: { ...body, name } }));
    },
    async () => {
      // It may be a role of one's own.
      await Promise.all([rolesKey, meKey].map((queryKey) => queries.invalidateQueries({ queryKey })));
      onClose();
    },
  );
  return (
    <FormDialog
      size="lg"
      title={role ? role.name : words.define}
      isPending={saving.isPending}
      error={saving.error}
      onSubmit={form.onSubmit((values) => saving.mutate(values))}
      onClose={onClose}
    >
      {!role && (
        <TextInput
          label={words.name}
          description={words.nameHint}
          placeholder="community-lead"
          required
          pattern={namePattern}
          {...form.getInputProps('name')}
        />
      )}
      <Textarea label={words.description} autosize maxLength={mostCharacters} {...form.getInputProps('description')} />
      <Checkbox.Group
        label={words.permissions}
        description={words.permissionsHint}
        {...form.getInputProps('permissions')}
      >
        <Stack mt="sm">
          {reaches.map((reach) => (
            <Fieldset key={reach} legend={words.kinds[reach]} variant="unstyled">
              <Stack gap="xs">
                {permissionsOf(admin.permissions, reach).map((permission) => (
                  <Checkbox
                    key={permission}
                    value={permission}
                    label={admin.permissions[permission]}
                    // What it allows already may stay, and may be taken away.
                    disabled={!can(permission) && !role?.permissions.includes(permission)}
                  />
                ))}
              </Stack>
            </Fieldset>
          ))}
        </Stack>
      </Checkbox.Group>
    </FormDialog>
  );
}
