// The accounts of the tenant: found, narrowed down, selected, and taken away as a file.
import { Button, Group } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useSession } from '../../../session/session.tsx';
import { AreaPage } from '../area-page.tsx';
import { DownloadButton } from '../download-button.tsx';
import { useFilters } from '../filters.ts';
import { Listing } from '../listing.tsx';
import { useText } from '../reading.tsx';
import { AccountDialog } from './account-dialog.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { filterNames, narrowedBy, usePeople } from './people.ts';
import { PeopleFilterBar } from './people-filters.tsx';
import { PeopleTable } from './people-table.tsx';

const nobody: ReadonlySet<string> = new Set();

export function PeoplePage() {
  const { admin } = useText();
  const { can } = useSession();
  const { filters, cursor, change, pagesBy } = useFilters(filterNames);
  const [isMaking, setMaking] = useState(false);
  const [selected, setSelected] = useState(nobody);
  const { data, error, refetch } = usePeople(filters, cursor);
  return (
    <AreaPage area="people">
      <PeopleFilterBar filters={filters} onChange={change} />
      <BulkBar selected={selected} onClear={() => setSelected(nobody)} />
      <Group justify="flex-end">
        {can('users:export:tenant') && <DownloadButton path="/api/v1/users/export" query={narrowedBy(filters)} />}
        {can('users:create:tenant') && (
          <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
            {admin.people.make}
          </Button>
        )}
      </Group>
      <Listing items={data?.data} error={error} onRetry={refetch} pages={pagesBy(data?.meta)}>
        {(people) => <PeopleTable people={people} selected={selected} onSelect={setSelected} />}
      </Listing>
      {isMaking && <AccountDialog onClose={() => setMaking(false)} />}
    </AreaPage>
  );
}
