// Which roles somebody has.
import { Button, Group, MultiSelect } from '@mantine/core';
import { useState } from 'react';
import { api, dataOf } from '../../../api/client.ts';
import { Failure } from '../../../components/failure.tsx';
import { Section } from '../../../components/section.tsx';
import { useRoles } from '../people/people.ts';
import { useText } from '../reading.tsx';
import type { Account } from './facts.tsx';
import { useAccountAction } from './use-account-action.ts';

export function Roles({ account }: { account: Account }) {
  const { admin, common } = useText();
  const { data, error } = useRoles();
  const [roles, setRoles] = useState(account.roles);
  const saving = useAccountAction((chosen: string[]) =>
    dataOf(api.PUT('/api/v1/users/{id}/roles', { params: { path: { id: account.id } }, body: { roles: chosen } })),
  );
  const isChanged = roles.length !== account.roles.length || roles.some((role) => !account.roles.includes(role));
  const failed = error ?? saving.error;
  // A role that was taken out of the tenant's list is still shown where somebody has it.
  const known = new Set([...(data ?? []).map(({ name }) => name), ...account.roles]);
  return (
    <Section title={admin.people.roles}>
      <Group align="end">
        <MultiSelect
          aria-label={admin.people.roles}
          description={admin.account.rolesHint}
          value={roles}
          onChange={setRoles}
          data={[...known]}
          flex="1 1 260px"
        />
        <Button
          disabled={!isChanged || roles.length === 0}
          loading={saving.isPending}
          onClick={() => saving.mutate(roles)}
        >
          {common.save}
        </Button>
      </Group>
      {failed && <Failure error={failed} />}
    </Section>
  );
}
