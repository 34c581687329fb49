// Who is behind an alias: what moderators have asked for, and what waits for one of them to agree.
import { Stack } from '@mantine/core';
import { CollectionPage } from '../collection-page.tsx';
import { StatusFilter } from '../filter-inputs.tsx';
import { useFilters } from '../filters.ts';
import { useText } from '../reading.tsx';
import { AskDialog } from './ask-dialog.tsx';
import { statuses, useRequests } from './requests.ts';
import { UnmaskCard } from './unmask-card.tsx';

const filterNames = ['status'] as const;

export function UnmaskingPage() {
  const { admin } = useText();
  const words = admin.unmasking;
  const { filters, cursor, change, pagesBy } = useFilters(filterNames);
  const status = statuses.find((known) => known === filters.status) ?? 'pending';
  const { data, error, refetch } = useRequests(status, cursor);
  return (
    <CollectionPage
      area="unmasking"
      add={words.ask}
      filter={<StatusFilter names={words.statuses} value={status} onChange={(chosen) => change({ status: chosen })} />}
      items={data?.data}
      error={error}
      onRetry={refetch}
      pages={pagesBy(data?.meta)}
      empty={status === 'pending' ? words.nobody : admin.nothing}
      dialog={(_, onClose) => <AskDialog onClose={onClose} />}
    >
      {(requests) => (
        <Stack>
          {requests.map((request) => (
            <UnmaskCard key={request.id} request={request} />
          ))}
        </Stack>
      )}
    </CollectionPage>
  );
}
