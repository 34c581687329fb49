// Who asks to be verified: whoever has waited longest comes first.
import { Select, Stack, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../../api/client.ts';
import { Failure } from '../../../components/failure.tsx';
import { useText } from '../../../i18n/index.tsx';
import { AreaPage } from '../area-page.tsx';
import { useFilters } from '../filters.ts';
import { Pager } from '../pager.tsx';
import { requestsKey } from './request.ts';
import { RequestCard } from './request-card.tsx';

const filterNames = ['status'] as const;
const statuses = ['pending', 'approved', 'declined', 'withdrawn'] as const;
const pageSize = 20;

export function VerificationPage() {
  const { admin } = useText();
  const { filters, cursor, change, pageHref } = useFilters(filterNames);
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
      <Select
        label={admin.verification.show}
        allowDeselect={false}
        maw={320}
        value={status}
        onChange={(chosen) => change({ status: chosen ?? undefined })}
        data={statuses.map((value) => ({ value, label: admin.verification.statuses[value] }))}
      />
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      <Stack>
        {data?.data.map((request) => (
          <RequestCard key={request.id} request={request} />
        ))}
      </Stack>
      {data?.data.length === 0 && (
        <Text role="status">{status === 'pending' ? admin.verification.nobody : admin.nothing}</Text>
      )}
      <Pager isFirst={cursor === undefined} nextCursor={data?.meta?.nextCursor} href={pageHref} />
    </AreaPage>
  );
}
