// What the list of accounts is narrowed to.
import { Group, NumberInput, Select, SimpleGrid } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { ChoiceFilter, DayInput, TypedFilter } from '../filter-inputs.tsx';
import { useText } from '../reading.tsx';
import { type PeopleFilters, sorts, statuses, useBadges, useRoles } from './people.ts';

interface PeopleFiltersProps {
  readonly filters: PeopleFilters;
  readonly onChange: (
    part: { readonly [Name in keyof PeopleFilters]?: string | undefined },
    how?: { replace: boolean },
  ) => void;
}

export function PeopleFilterBar({ filters, onChange }: PeopleFiltersProps) {
  const words = useText().admin.people;
  const { data: roles } = useRoles();
  const { data: badges } = useBadges();
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
    <DayInput label={label} value={filters[name] ?? ''} onChange={(chosen) => onChange({ [name]: chosen })} />
  );
  return (
    <>
      <Group align="end" gap="sm">
        <TypedFilter
          type="search"
          label={words.search}
          placeholder={words.searchHint}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={filters.q ?? ''}
          onChange={(q) => onChange({ q }, { replace: true })}
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
        <ChoiceFilter
          label={words.status}
          value={filters.status}
          onChange={(status) => onChange({ status })}
          data={statuses.map((value) => ({ value, label: words.statuses[value] }))}
        />
        <ChoiceFilter
          label={words.role}
          value={filters.role}
          onChange={(role) => onChange({ role })}
          data={(roles ?? []).map(({ name }) => name)}
        />
        <ChoiceFilter
          label={words.address}
          value={filters.verified}
          onChange={(verified) => onChange({ verified })}
          data={[
            { value: 'true', label: words.proved },
            { value: 'false', label: words.unproved },
          ]}
        />
        <ChoiceFilter
          label={words.badge}
          searchable
          value={filters.badge}
          onChange={(badge) => onChange({ badge })}
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
