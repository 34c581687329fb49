// Who did what: the trail, narrowed down, and as a file.
import { SimpleGrid, Stack } from '@mantine/core';
import { AreaPage } from '../area-page.tsx';
import { DownloadButton } from '../download-button.tsx';
import { ChoiceFilter, DayInput, TypedFilter } from '../filter-inputs.tsx';
import { useFilters } from '../filters.ts';
import { Listing } from '../listing.tsx';
import { useText } from '../reading.tsx';
import { EntryCard } from './entry-card.tsx';
import { actionGroups, filterNames, narrowedBy, outcomes, useTrail } from './trail.ts';

export function AuditPage() {
  const { admin } = useText();
  const words = admin.audit;
  const { filters, cursor, change, pagesBy } = useFilters(filterNames);
  const { data, error, refetch } = useTrail(filters, cursor);
  const id = (name: 'actor' | 'target') => (
    <TypedFilter
      label={words[name]}
      placeholder="019c…"
      spellCheck={false}
      value={filters[name] ?? ''}
      onChange={(typed) => change({ [name]: typed.trim() }, { replace: true })}
    />
  );
  const day = (name: 'from' | 'to') => (
    <DayInput label={admin[name]} value={filters[name] ?? ''} onChange={(chosen) => change({ [name]: chosen })} />
  );
  return (
    <AreaPage area="audit">
      <SimpleGrid cols={{ base: 1, xs: 2, sm: 3 }} spacing="sm">
        <ChoiceFilter
          label={words.action}
          searchable
          value={filters.action}
          onChange={(action) => change({ action })}
          data={actionGroups.map((value) => ({ value, label: `${value}…` }))}
        />
        <ChoiceFilter
          label={words.outcome}
          value={filters.outcome}
          onChange={(outcome) => change({ outcome })}
          data={outcomes.map((value) => ({ value, label: words.outcomes[value] }))}
        />
        {id('actor')}
        {id('target')}
        {day('from')}
        {day('to')}
      </SimpleGrid>
      <DownloadButton path="/api/v1/audit/export" query={narrowedBy(filters)} />
      <Listing items={data?.data} error={error} onRetry={refetch} pages={pagesBy(data?.meta)}>
        {(entries) => (
          <Stack gap="sm">
            {entries.map((entry) => (
              <EntryCard key={entry.id} entry={entry} />
            ))}
          </Stack>
        )}
      </Listing>
    </AreaPage>
  );
}
