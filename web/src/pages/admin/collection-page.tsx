// A part of the administration that looks after a list of things: seeing them, making one, changing one.
import { Button, Group } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { AreaPage } from './area-page.tsx';
import type { AreaName } from './area-permissions.ts';
import { Listing, type ListingProps } from './listing.tsx';

interface CollectionPageProps<Item> extends Omit<ListingProps<Item>, 'children'> {
  readonly area: AreaName;
  /** What the button says that makes another. */
  readonly add: string;
  /** What the list is narrowed to. */
  readonly filter?: ReactNode;
  readonly dialog: (item: Item | undefined, onClose: () => void) => ReactNode;
  readonly children: (items: readonly Item[], edit: (item: Item) => void) => ReactNode;
}

export function CollectionPage<Item>({ area, add, filter, dialog, children, ...listing }: CollectionPageProps<Item>) {
  const [edited, setEdited] = useState<{ readonly item?: Item }>();
  return (
    <AreaPage area={area}>
      <Group justify={filter ? 'space-between' : 'flex-end'} align="end">
        {filter}
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited({})}>
          {add}
        </Button>
      </Group>
      <Listing {...listing}>{(items) => children(items, (item) => setEdited({ item }))}</Listing>
      {edited && dialog(edited.item, () => setEdited(undefined))}
    </AreaPage>
  );
}
