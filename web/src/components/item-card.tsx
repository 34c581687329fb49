// One of several things of a kind, by its name.
import { Card, Group, Stack, Title } from '@mantine/core';
import type { PropsWithChildren, ReactNode } from 'react';

interface ItemCardProps {
  readonly title: string;
  /** Beside the name: a badge, a date, or buttons. */
  readonly aside?: ReactNode;
}

export function ItemCard({ title, aside, children }: PropsWithChildren<ItemCardProps>) {
  return (
    <Card withBorder padding="lg" component="article">
      <Stack gap="sm" h="100%">
        <Group justify="space-between">
          <Title order={2} size="h5" style={{ overflowWrap: 'anywhere' }}>
            {title}
          </Title>
          {aside}
        </Group>
        {children}
      </Stack>
    </Card>
  );
}
