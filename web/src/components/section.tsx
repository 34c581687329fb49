// A card of a page that is about one thing, with its heading.
import { Card, Group, Stack, Title } from '@mantine/core';
import type { PropsWithChildren, ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  /** Beside the heading: a badge, or a button. */
  readonly aside?: ReactNode;
}

export function Section({ title, aside, children }: PropsWithChildren<SectionProps>) {
  return (
    <Card withBorder padding="lg" component="section">
      <Stack>
        <Group justify="space-between">
          <Title order={2} size="h4">
            {title}
          </Title>
          {aside}
        </Group>
        {children}
      </Stack>
    </Card>
  );
}
