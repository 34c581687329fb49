// What the list of accounts is narrowed to.
import { Group, NumberInput, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useText } from '../../../i18n/index.tsx';
import { type PeopleFilters, sorts, statuses, useBadges, useRoles } from './people.ts';

interface PeopleFiltersProps {
  readonly filters: PeopleFilters;
  readonly onChange: (
    part: { readonly [Name in keyof PeopleFilters]?: string | undefined },
    how?: { replace: boolean },
  ) => void;
}

const pauseMs = 250;

export function PeopleFilterBar({ filters, onChange }: PeopleFiltersProps) {
  const { admin } = useText();
  const words = admin.people;
  const { data: roles } = useRoles();
  const { data: badges } = useBadges();
  const [typed, setTyped] = useState(filters.q ?? '');
  // The way back changes the address, and with it what stands in the field.
  useEffect(() => setTyped(filters.q ?? ''), [filters.q]);
  const searchSoon = useDebouncedCallback((q: string) => onChange({ q }, { replace: true }), pauseMs);
  const percent = (name: 'completenessFrom' | 'completenessTo', label: string) => (
    <NumberInput
      label={label}
      min={0}
      max={100}
      suffix=" %"
      value={filters[name] ? Number(filters[name]) : ''}
      onChange={(value) => onChange({ [name]: value === '' ? undefined : String(value) }, { replace: true })}
    />
  );
  const day = (name: 'createdFrom' | 'createdTo', label: string) => (
    <TextInput
      type="date"
      label={label}
      value={filters[name] ?? ''}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <>
      <Group align="end" gap="sm">
        <TextInput
          type="search"
          label={words.search}
          placeholder={words.searchHint}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            searchSoon(event.currentTarget.value);
          }}
          flex="1 1 260px"
        />
        <Select
          label={words.sort}
          allowDeselect={false}
          value={sorts.find((known) => known === filters.sort) ?? '-createdAt'}
          onChange={(sort) => onChange({ sort: sort ?? undefined })}
          data={sorts.map((value) => ({ value, label: words.sorts[value] }))}
          flex="1 1 180px"
        />
      </Group>
      <SimpleGrid cols={{ base: 1, xs: 2, sm: 4 }} spacing="sm">
        <Select
          label={words.status}
          placeholder={admin.any}
          clearable
          value={filters.status ?? null}
          onChange={(status) => onChange({ status: status ?? undefined })}
          data={statuses.map((value) => ({ value, label: words.statuses[value] }))}
        />
        <Select
          label={words.role}
          placeholder={admin.any}
          clearable
          value={filters.role ?? null}
          onChange={(role) => onChange({ role: role ?? undefined })}
          data={(roles ?? []).map(({ name }) => name)}
        />
        <Select
          label={words.address}
          placeholder={admin.any}
          clearable
          value={filters.verified ?? null}
          onChange={(verified) => onChange({ verified: verified ?? undefined })}
          data={[
            { value: 'true', label: words.proved },
            { value: 'false', label: words.unproved },
          ]}
        />
        <Select
          label={words.badge}
          placeholder={admin.any}
          clearable
          searchable
          value={filters.badge ?? null}
          onChange={(badge) => onChange({ badge: badge ?? undefined })}
          data={(badges ?? []).map(({ slug, name }) => ({ value: slug, label: name }))}
        />
        {day('createdFrom', words.createdFrom)}
        {day('createdTo', words.createdTo)}
        {percent('completenessFrom', words.completeFrom)}
        {percent('completenessTo', words.completeTo)}
      </SimpleGrid>
    </>
  );
}
