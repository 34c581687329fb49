// The frame of a part of the administration: the way to the other parts, and to all of them.
import { Button, Group } from '@mantine/core';
import type { PropsWithChildren, ReactNode } from 'react';
import { Link } from 'wouter';
import { Page } from '../../components/page.tsx';
import { type AreaName, areaPath } from './area-permissions.ts';
import { areaIcons, useAreas } from './areas.ts';
import { useText } from './reading.tsx';

interface AreaPageProps {
  readonly area: AreaName;
  /** The name of the part, if nothing else. */
  readonly title?: string;
  readonly lead?: ReactNode;
}

export function AreaPage({ area, title, lead, children }: PropsWithChildren<AreaPageProps>) {
  const { admin, common } = useText();
  const areas = useAreas();
  return (
    <Page title={title ?? admin.areas[area].name} lead={lead ?? admin.areas[area].lead} size="lg">
      <Group component="nav" gap={4} aria-label={admin.parts}>
        <Button component={Link} href="/admin" variant="subtle" size="compact-sm" hiddenFrom="sm">
          {common.navigation.administration}
        </Button>
        {areas.map((name) => {
          const Icon = areaIcons[name];
          return (
            <Button
              key={name}
              component={Link}
              href={areaPath(name)}
              visibleFrom="sm"
              size="compact-sm"
              variant={name === area ? 'light' : 'subtle'}
              leftSection={<Icon size={16} aria-hidden />}
              {...(name === area && { 'aria-current': 'page' as const })}
            >
              {admin.areas[name].name}
            </Button>
          );
        })}
      </Group>
      {children}
    </Page>
  );
}
