// The accounts of the tenant: found, narrowed down, selected, and taken away as a file.
import { Button, Group, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { Failure } from '../../../components/failure.tsx';
import { useText } from '../../../i18n/index.tsx';
import { useSession } from '../../../session/session.tsx';
import { AreaPage } from '../area-page.tsx';
import { fileHref, useFilters } from '../filters.ts';
import { Pager } from '../pager.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { filterNames, narrowedBy, usePeople } from './people.ts';
import { PeopleFilterBar } from './people-filters.tsx';
import { PeopleTable } from './people-table.tsx';

const nobody: ReadonlySet<string> = new Set();

export function PeoplePage() {
  const { admin } = useText();
  const { can } = useSession();
  const { filters, cursor, change, pageHref } = useFilters(filterNames);
  const [selected, setSelected] = useState(nobody);
  const { data, error, refetch } = usePeople(filters, cursor);
  return (
    <AreaPage area="people">
      <PeopleFilterBar filters={filters} onChange={change} />
      <BulkBar selected={selected} onClear={() => setSelected(nobody)} />
      {can('users:export:tenant') && (
        <Group justify="flex-end">
          <Button
            component="a"
            href={fileHref('/api/v1/users/export', narrowedBy(filters))}
            download
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {admin.download}
          </Button>
        </Group>
      )}
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data && data.data.length > 0 && <PeopleTable people={data.data} selected={selected} onSelect={setSelected} />}
      {data?.data.length === 0 && <Text role="status">{admin.nothing}</Text>}
      <Pager isFirst={cursor === undefined} nextCursor={data?.meta?.nextCursor} href={pageHref} />
    </AreaPage>
  );
}
