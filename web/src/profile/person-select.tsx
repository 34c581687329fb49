// Choosing a person by the beginning of their name.
import { Avatar, Group, Select, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../api/client.ts';
import type { components } from '../api/schema.d.ts';
import { sentenceOf } from '../components/failure.tsx';
import { useText } from '../i18n/index.tsx';
import { faceName } from './face.tsx';

type Suggestion = components['schemas']['Suggestion'];

const pauseMs = 180;
const labelOf = ({ displayName, handle }: Suggestion) =>
  displayName && handle
    ? `${displayName} (@${handle})`
    : faceName({ ...(displayName && { displayName }), ...(handle && { handle }) });

interface PersonSelectProps {
  readonly label: string;
  /** Who cannot be chosen. */
  readonly except: string;
  readonly onChange: (id: string | undefined) => void;
}

export function PersonSelect({ label, except, onChange }: PersonSelectProps) {
  const { common, discover } = useText();
  const [chosen, setChosen] = useState<Suggestion>();
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed.trim(), pauseMs);
  // What was chosen stands in the field; nobody looks for it.
  const isAsked = asked !== '' && asked !== (chosen && labelOf(chosen));
  const { data, error, isFetching } = useQuery({
    queryKey: ['people', 'suggested', asked],
    queryFn: ({ signal }) => dataOf(api.GET('/api/v1/profiles/suggest', { signal, params: { query: { q: asked } } })),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  });
  const people = (isAsked ? (data ?? []) : chosen ? [chosen] : []).filter(({ id }) => id !== except);
  const byId = new Map(people.map((person) => [person.id, person]));
  return (
    <Select
      label={label}
      placeholder={discover.search}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': common.remove }}
      searchValue={typed}
      onSearchChange={setTyped}
      value={chosen?.id ?? null}
      onChange={(id) => {
        setChosen(id === null ? undefined : byId.get(id));
        onChange(id ?? undefined);
      }}
      data={people.map((person) => ({ value: person.id, label: labelOf(person) }))}
      // The service has found them, also by names that are spelt otherwise.
      filter={({ options }) => options}
      nothingFoundMessage={isAsked && !isFetching && typed.trim() === asked ? discover.nobody : undefined}
      error={error && sentenceOf(error, common)}
      renderOption={({ option }) => (
        <Group gap="sm" wrap="nowrap">
          <Avatar src={byId.get(option.value)?.avatar ?? null} alt="" size="sm" radius="xl" />
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {option.label}
          </Text>
        </Group>
      )}
    />
  );
}
