// Endorsements that were reported and that no moderator has looked at yet.
import { Stack } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../../api/client.ts';
import { AreaPage } from '../area-page.tsx';
import { useFilters } from '../filters.ts';
import { Listing } from '../listing.tsx';
import { useText } from '../reading.tsx';
import { ReportCard, reportsKey } from './report-card.tsx';

const pageSize = 20;

export function ReportsPage() {
  const { admin } = useText();
  const { cursor, pagesBy } = useFilters();
  const { data, error, refetch } = useQuery({
    queryKey: [...reportsKey, cursor],
    queryFn: () =>
      answerOf(
        api.GET('/api/v1/endorsements/reports', {
          params: { query: { limit: pageSize, ...(cursor && { cursor }) } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
  return (
    <AreaPage area="reports">
      <Listing
        items={data?.data}
        error={error}
        onRetry={refetch}
        pages={pagesBy(data?.meta)}
        empty={admin.reports.nobody}
      >
        {(reports) => (
          <Stack>
            {reports.map((report) => (
              <ReportCard key={report.id} report={report} />
            ))}
          </Stack>
        )}
      </Listing>
    </AreaPage>
  );
}
