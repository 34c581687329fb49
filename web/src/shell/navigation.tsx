// Where somebody who is signed in can go.
import { NavLink, Stack } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import { useText } from '../i18n/index.tsx';
import { useSession } from '../session/session.tsx';
import { destinations } from './destinations.ts';

export function Navigation() {
  const { common } = useText();
  const { can } = useSession();
  const [path] = useLocation();
  return (
    <Stack gap={4} component="nav" aria-label={common.menu}>
      {destinations
        .filter(({ permissions }) => permissions === undefined || permissions.some(can))
        .map(({ href, name, Icon }) => (
          <NavLink
            key={href}
            component={Link}
            href={href}
            label={common.navigation[name]}
            leftSection={<Icon size={20} stroke={1.6} aria-hidden />}
            active={path === href || path.startsWith(`${href}/`)}
            {...(path === href && { 'aria-current': 'page' as const })}
          />
        ))}
    </Stack>
  );
}
