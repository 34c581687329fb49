// The narrow card in which somebody signs in, registers or asks for a new password.
import { Card, Container, Stack, Title } from '@mantine/core';
import { type PropsWithChildren, useEffect } from 'react';
import { readBrand } from '../../brand.ts';

export function Frame({ title, children }: PropsWithChildren<{ title: string }>) {
  useEffect(() => {
    document.title = `${title} · ${readBrand().name}`;
  }, [title]);
  return (
    <Container size={440} py={{ base: 'lg', sm: 64 }}>
      <Card withBorder padding="xl" radius="lg">
        <Stack>
          <Title order={1} size="h2" tabIndex={-1}>
            {title}
          </Title>
          {children}
        </Stack>
      </Card>
    </Container>
  );
}

/** Where to go behind the door: a path of ours, whatever the address says. */
export function nextPath(): string {
  const next = new URLSearchParams(location.search).get('next') ?? '/';
  return next.startsWith('/') && !next.startsWith('//') && !next.startsWith('/\\') ? next : '/';
}
