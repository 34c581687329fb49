// Who did what: the trail, narrowed down, and as a file.
import { Button, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Failure } from '../../../components/failure.tsx';
import { useText } from '../../../i18n/index.tsx';
import { AreaPage } from '../area-page.tsx';
import { fileHref, useFilters } from '../filters.ts';
import { Pager } from '../pager.tsx';
import { EntryCard } from './entry-card.tsx';
import { actionGroups, filterNames, narrowedBy, outcomes, useTrail } from './trail.ts';

const pauseMs = 400;

function IdFilter(props: { label: string; hint?: string; value: string; onChange: (id: string) => void }) {
  const [typed, setTyped] = useState(props.value);
  useEffect(() => setTyped(props.value), [props.value]);
  const changeSoon = useDebouncedCallback(props.onChange, pauseMs);
  return (
    <TextInput
      label={props.label}
      placeholder={props.hint ?? ''}
      spellCheck={false}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        changeSoon(event.currentTarget.value.trim());
      }}
    />
  );
}

export function AuditPage() {
  const { admin } = useText();
  const words = admin.audit;
  const { filters, cursor, change, pageHref } = useFilters(filterNames);
  const { data, error, refetch } = useTrail(filters, cursor);
  return (
    <AreaPage area="audit">
      <SimpleGrid cols={{ base: 1, xs: 2, sm: 3 }} spacing="sm">
        <Select
          label={words.action}
          placeholder={admin.any}
          clearable
          searchable
          value={filters.action ?? null}
          onChange={(action) => change({ action: action ?? undefined })}
          data={actionGroups.map((value) => ({ value, label: `${value}…` }))}
        />
        <Select
          label={words.outcome}
          placeholder={admin.any}
          clearable
          value={filters.outcome ?? null}
          onChange={(outcome) => change({ outcome: outcome ?? undefined })}
          data={outcomes.map((value) => ({ value, label: words.outcomes[value] }))}
        />
        <IdFilter
          label={words.actor}
          hint="019c…"
          value={filters.actor ?? ''}
          onChange={(actor) => change({ actor }, { replace: true })}
        />
        <IdFilter
          label={words.target}
          value={filters.target ?? ''}
          onChange={(target) => change({ target }, { replace: true })}
        />
        <TextInput
          type="date"
          label={admin.from}
          value={filters.from ?? ''}
          onChange={(event) => change({ from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={admin.to}
          value={filters.to ?? ''}
          onChange={(event) => change({ to: event.currentTarget.value })}
        />
      </SimpleGrid>
      <Group justify="flex-end">
        <Button
          component="a"
          href={fileHref('/api/v1/audit/export', narrowedBy(filters))}
          download
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {admin.download}
        </Button>
      </Group>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      <Stack gap="sm">
        {data?.data.map((entry) => (
          <EntryCard key={entry.id} entry={entry} />
        ))}
      </Stack>
      {data?.data.length === 0 && <Text role="status">{admin.nothing}</Text>}
      <Pager isFirst={cursor === undefined} nextCursor={data?.meta?.nextCursor} href={pageHref} />
    </AreaPage>
  );
}
