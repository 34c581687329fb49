// The frame of a page: its title, which the window and screen readers get, too, and its width.
import { Container, type ContainerProps, Stack, Text, Title } from '@mantine/core';
import type { PropsWithChildren, ReactNode } from 'react';
import { useEffect } from 'react';
import { readBrand } from '../brand.ts';

interface PageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly size?: ContainerProps['size'];
}

export function Page({ title, lead, size = 'md', children }: PropsWithChildren<PageProps>) {
  useEffect(() => {
    document.title = `${title} · ${readBrand().name}`;
  }, [title]);
  return (
    <Container size={size} py="xl">
      <Stack gap="xl">
        <Stack gap={4}>
          <Title order={1} size="h2" tabIndex={-1}>
            {title}
          </Title>
          {lead && <Text c="dimmed">{lead}</Text>}
        </Stack>
        {children}
      </Stack>
    </Container>
  );
}
