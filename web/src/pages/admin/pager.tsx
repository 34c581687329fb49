// To the next page of a list, and back to its first; the way between is the browser's own.
import { Button, Group } from '@mantine/core';
import { Link } from 'wouter';
import { useText } from './reading.tsx';

export interface PagerProps {
  readonly isFirst: boolean;
  readonly nextCursor: string | null | undefined;
  readonly href: (cursor?: string) => string;
}

export function Pager({ isFirst, nextCursor, href }: PagerProps) {
  const { admin } = useText();
  if (isFirst && !nextCursor) return null;
  return (
    <Group component="nav" aria-label={admin.pages} justify="space-between">
      {isFirst ? (
        <span />
      ) : (
        <Button component={Link} href={href()} variant="default">
          {admin.firstPage}
        </Button>
      )}
      {nextCursor && (
        <Button component={Link} href={href(nextCursor)} variant="light">
          {admin.nextPage}
        </Button>
      )}
    </Group>
  );
}
