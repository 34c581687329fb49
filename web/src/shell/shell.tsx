// The frame around every page: brand, navigation, who is signed in, language and appearance.
import { AppShell, Box, Burger, Group, ScrollArea, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type PropsWithChildren, useEffect } from 'react';
import { Link, useLocation } from 'wouter';
import { readBrand } from '../brand.ts';
import { useText } from '../i18n/index.tsx';
import { useSession } from '../session/session.tsx';
import { UnverifiedBanner } from '../session/unverified-banner.tsx';
import { AccountMenu } from './account-menu.tsx';
import { Navigation } from './navigation.tsx';
import classes from './shell.module.css';

const headerHeight = 60;
const navbarWidth = 240;

export function Shell({ children }: PropsWithChildren) {
  const { common } = useText();
  const { me } = useSession();
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const [path] = useLocation();
  const brand = readBrand();

  // A new page begins at its top, for eyes and for screen readers.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what it waits for
  useEffect(() => {
    close();
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }, [path, close]);

  return (
    <AppShell
      header={{ height: headerHeight }}
      {...(me && { navbar: { width: navbarWidth, breakpoint: 'sm', collapsed: { mobile: !isOpen } } })}
      padding={0}
    >
      <a className={classes.skip} href="#content">
        {common.skipToContent}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            {me && <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={common.menu} />}
            <Link href="/" className={classes.brand}>
              <img src={brand.logoUrl ?? '/favicon.svg'} alt="" width={28} height={28} />
              <Text fw={650}>{brand.name}</Text>
            </Link>
          </Group>
          <AccountMenu />
        </Group>
      </AppShell.Header>
      {me && (
        <AppShell.Navbar p="sm">
          <AppShell.Section grow component={ScrollArea}>
            <Navigation />
          </AppShell.Section>
        </AppShell.Navbar>
      )}
      <AppShell.Main>
        <UnverifiedBanner />
        <Box id="content">{children}</Box>
      </AppShell.Main>
    </AppShell>
  );
}
