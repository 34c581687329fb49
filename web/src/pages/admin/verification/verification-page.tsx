// Who asks to be verified: whoever has waited longest comes first.
import { Stack } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../../api/client.ts';
import { AreaPage } from '../area-page.tsx';
import { StatusFilter } from '../filter-inputs.tsx';
import { useFilters } from '../filters.ts';
import { Listing } from '../listing.tsx';
import { useText } from '../reading.tsx';
import { requestsKey } from './request.ts';
import { RequestCard } from './request-card.tsx';

const filterNames = ['status'] as const;
const statuses = ['pending', 'approved', 'declined', 'withdrawn'] as const;
const pageSize = 20;

export function VerificationPage() {
  const { admin } = useText();
  const { filters, cursor, change, pagesBy } = useFilters(filterNames);
  const status = statuses.find((known) => known === filters.status) ?? 'pending';
  const { data, error, refetch } = useQuery({
    queryKey: [...requestsKey, status, cursor],
    queryFn: () =>
      answerOf(
        api.GET('/api/v1/verification-requests', {
          params: { query: { status, limit: pageSize, ...(cursor && { cursor }) } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
  return (
    <AreaPage area="verification">
      <StatusFilter
        names={admin.verification.statuses}
        value={status}
        onChange={(chosen) => change({ status: chosen })}
      />
      <Listing
        items={data?.data}
        error={error}
        onRetry={refetch}
        pages={pagesBy(data?.meta)}
        empty={status === 'pending' ? admin.verification.nobody : admin.nothing}
      >
        {(requests) => (
          <Stack>
            {requests.map((request) => (
              <RequestCard key={request.id} request={request} />
            ))}
          </Stack>
        )}
      </Listing>
    </AreaPage>
  );
}
