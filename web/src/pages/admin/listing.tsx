// What a list has besides its items: that it is not there yet, or could not be had, or holds nothing; and its other pages.
import { Loader, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failure } from '../../components/failure.tsx';
import { Pager, type PagerProps } from './pager.tsx';
import { useText } from './reading.tsx';

export interface ListingProps<Item> {
  /** Undefined while it is not there. */
  readonly items: readonly Item[] | undefined;
  readonly error: unknown;
  readonly onRetry: () => unknown;
  /** What is said of an empty one. */
  readonly empty?: string;
  readonly pages?: PagerProps;
  readonly children: (items: readonly Item[]) => ReactNode;
}

export function Listing<Item>({ items, error, onRetry, empty, pages, children }: ListingProps<Item>) {
  const { admin } = useText();
  return (
    <>
      {error !== null && <Failure error={error} onRetry={() => void onRetry()} />}
      {!items && error === null && <Loader type="dots" />}
      {items && items.length > 0 && children(items)}
      {items?.length === 0 && <Text role="status">{empty ?? admin.nothing}</Text>}
      {pages && <Pager {...pages} />}
    </>
  );
}
