// What the tenant says about each field of everybody's profile; a change is saved at once.
import { Checkbox, Select, Table } from '@mantine/core';
import { Failure } from '../../../components/failure.tsx';
import { Section } from '../../../components/section.tsx';
import { useText } from '../reading.tsx';
import { type Audience, type FieldRule, type TenantSettings, useSetUp } from './tenant-settings.ts';

const audiences = ['public', 'authenticated', 'private'] as const satisfies readonly Audience[];
const ruled = [
  ...(['handle', 'displayName', 'firstName', 'lastName', 'pronouns', 'headline', 'bio', 'location'] as const),
  ...(['timezone', 'language', 'website', 'phone', 'birthday', 'socialLinks', 'interests', 'skills'] as const),
  ...(['activityStatus', 'email', 'badges', 'avatar'] as const),
];

export function FieldRules({ settings }: { settings: TenantSettings }) {
  const { admin, profile } = useText();
  const words = admin.tenant;
  const { mutate: save, variables, isPending, error } = useSetUp();
  const rule = (field: string): FieldRule => settings.fields?.[field] ?? {};
  const isSaving = (field: string) => isPending && field in (variables?.fields ?? {});
  const change = (field: string, part: { locked?: boolean | null; widest?: Audience | null }) =>
    save({ fields: { [field]: part } });
  return (
    <Section title={words.fields}>
      {error !== null && <Failure error={error} />}
      <Table.ScrollContainer minWidth={420}>
        <Table verticalSpacing="xs" aria-label={words.fields}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.field}</Table.Th>
              <Table.Th>{words.locked}</Table.Th>
              <Table.Th>{words.widest}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {ruled.map((field) => {
              const name = profile.fields[field];
              return (
                <Table.Tr key={field}>
                  <Table.Th scope="row" fw={500}>
                    {name}
                  </Table.Th>
                  <Table.Td>
                    <Checkbox
                      aria-label={`${words.locked}: ${name}`}
                      checked={rule(field).locked === true}
                      disabled={isSaving(field)}
                      onChange={(event) => change(field, { locked: event.currentTarget.checked ? true : null })}
                    />
                  </Table.Td>
                  <Table.Td>
                    <Select
                      size="xs"
                      aria-label={`${words.widest}: ${name}`}
                      placeholder={admin.any}
                      clearable
                      disabled={isSaving(field)}
                      value={rule(field).widest ?? null}
                      onChange={(widest) => change(field, { widest })}
                      data={audiences.map((value) => ({ value, label: profile.audiences[value].name }))}
                    />
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}
