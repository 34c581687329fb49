// The profile as it stands, and changing or clearing what does not belong there; its owner reads why.
import { ActionIcon, Avatar, Button, Group, Table, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { api, dataOf } from '../../../api/client.ts';
import type { components } from '../../../api/schema.d.ts';
import { Section } from '../../../components/section.tsx';
import { useSession } from '../../../session/session.tsx';
import { useText } from '../reading.tsx';
import { ReasonDialog } from '../reason-dialog.tsx';
import type { Account } from './facts.tsx';
import { FieldInput, type FieldValue } from './field-input.tsx';
import { useAccountAction } from './use-account-action.ts';

type ProfileEdit = components['schemas']['ProfileEdit'];

const fields = [
  ...(['handle', 'displayName', 'firstName', 'lastName', 'pronouns', 'headline', 'bio', 'location'] as const),
  ...(['website', 'phone', 'birthday', 'socialLinks', 'interests', 'skills', 'activityStatus'] as const),
];
type Field = (typeof fields)[number];
const kindOf = (field: Field) =>
  field === 'socialLinks' ? 'links' : field === 'interests' || field === 'skills' ? 'list' : 'text';

const isEmpty = (value: FieldValue) => value === null || Object.keys(value).length === 0;

const inWords = (value: FieldValue): string => {
  if (value === null) return '—';
  if (typeof value === 'string') return value;
  const parts = Array.isArray(value) ? value : Object.values(value);
  return parts.length > 0 ? parts.join(', ') : '—';
};

export function Moderation({ account }: { account: Account }) {
  const { admin, profile: words, common } = useText();
  const { can } = useSession();
  const [field, setField] = useState<Field>();
  const [value, setValue] = useState<FieldValue>(null);
  const [isRemoving, setIsRemoving] = useState(false);
  const params = { path: { id: account.id } };
  const editing = useAccountAction(
    (change: ProfileEdit) => dataOf(api.PUT('/api/v1/users/{id}/profile', { params, body: change })),
    () => setField(undefined),
  );
  const removing = useAccountAction(
    (reason: string) => dataOf(api.DELETE('/api/v1/users/{id}/avatar', { params: { ...params, query: { reason } } })),
    () => setIsRemoving(false),
  );
  const mayEdit = can('profiles:moderate:tenant');
  const profile = account.profile as Partial<Record<Field, FieldValue>> & { readonly avatar?: string };
  return (
    <Section title={admin.account.profile}>
      <Group justify="space-between">
        <Avatar src={profile.avatar ?? null} alt={words.fields.avatar} size={64} radius="xl" />
        {mayEdit && account.hasAvatar && (
          <Button variant="light" color="red" onClick={() => setIsRemoving(true)}>
            {admin.account.removePicture}
          </Button>
        )}
      </Group>
      <Table.ScrollContainer minWidth={300}>
        <Table verticalSpacing="xs" aria-label={admin.account.profile}>
          <Table.Tbody>
            {fields.map((name) => (
              <Table.Tr key={name}>
                <Table.Th scope="row" fw={500}>
                  {words.fields[name]}
                </Table.Th>
                <Table.Td style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>
                  <Text size="sm" lineClamp={6}>
                    {inWords(profile[name] ?? null)}
                  </Text>
                </Table.Td>
                {mayEdit && (
                  <Table.Td ta="end">
                    <ActionIcon
                      variant="subtle"
                      aria-label={`${admin.change}: ${words.fields[name]}`}
                      // Links are taken away here, and not added.
                      disabled={kindOf(name) === 'links' && isEmpty(profile[name] ?? null)}
                      onClick={() => {
                        editing.reset();
                        setValue(profile[name] ?? null);
                        setField(name);
                      }}
                    >
                      <IconPencil size={18} aria-hidden />
                    </ActionIcon>
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {field && (
        <ReasonDialog
          title={words.fields[field]}
          confirm={common.save}
          isHarmless
          isPending={editing.isPending}
          error={editing.error}
          onConfirm={(reason) => editing.mutate({ [field]: value, reason } as ProfileEdit)}
          onClose={() => setField(undefined)}
        >
          <FieldInput
            label={words.fields[field]}
            kind={kindOf(field)}
            initial={profile[field] ?? null}
            value={value}
            onChange={setValue}
          />
        </ReasonDialog>
      )}
      {isRemoving && (
        <ReasonDialog
          title={admin.account.removePicture}
          confirm={common.remove}
          isPending={removing.isPending}
          error={removing.error}
          onConfirm={(reason) => removing.mutate(reason)}
          onClose={() => setIsRemoving(false)}
        />
      )}
    </Section>
  );
}
