// Everything under /admin: the parts that one may enter, each loaded when it is opened.
import { Card, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { type ComponentType, lazy } from 'react';
import { Link, Route, Switch } from 'wouter';
import { NotFound } from '../../components/not-found.tsx';
import { Page } from '../../components/page.tsx';
import { useText } from '../../i18n/index.tsx';
import { useSession } from '../../session/session.tsx';
import { type AreaName, areaPath, areas } from './areas.ts';

const AccountPage = lazy(async () => ({ default: (await import('./account/account-page.tsx')).AccountPage }));

const pages: Readonly<Record<AreaName, ComponentType>> = {
  people: lazy(async () => ({ default: (await import('./people/people-page.tsx')).PeoplePage })),
  verification: lazy(async () => ({
    default: (await import('./verification/verification-page.tsx')).VerificationPage,
  })),
  badges: lazy(async () => ({ default: (await import('./badges/badges-page.tsx')).BadgesPage })),
  settings: lazy(async () => ({ default: (await import('./settings/definitions-page.tsx')).DefinitionsPage })),
  completeness: lazy(async () => ({ default: (await import('./completeness/rules-page.tsx')).RulesPage })),
  audit: lazy(async () => ({ default: (await import('./audit/audit-page.tsx')).AuditPage })),
  tenant: lazy(async () => ({ default: (await import('./tenant/tenant-page.tsx')).TenantPage })),
  insights: lazy(async () => ({ default: (await import('./insights/tenant-insights-page.tsx')).TenantInsightsPage })),
  system: lazy(async () => ({ default: (await import('./system/system-page.tsx')).SystemPage })),
};

function Overview() {
  const { admin, common } = useText();
  const { can } = useSession();
  const open = areas.filter(({ permission }) => can(permission));
  if (open.length === 0) return <NotFound />;
  return (
    <Page title={common.navigation.administration} lead={admin.lead} size="lg">
      <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }}>
        {open.map(({ name, Icon }) => (
          <Card key={name} component={Link} href={areaPath(name)} withBorder padding="lg" c="inherit" td="none">
            <Group wrap="nowrap" align="start">
              <Icon size={28} stroke={1.5} aria-hidden style={{ flexShrink: 0 }} />
              <Stack gap={2}>
                <Text fw={600}>{admin.areas[name].name}</Text>
                <Text size="sm" c="dimmed">
                  {admin.areas[name].lead}
                </Text>
              </Stack>
            </Group>
          </Card>
        ))}
      </SimpleGrid>
    </Page>
  );
}

export function AdminPage() {
  const { can } = useSession();
  return (
    <Switch>
      <Route path="/admin">
        <Overview />
      </Route>
      {areas
        .filter(({ permission }) => can(permission))
        .map(({ name }) => (
          <Route key={name} path={areaPath(name)} component={pages[name]} />
        ))}
      {can('users:read:tenant') && (
        <Route path="/admin/people/:id">{({ id }) => <AccountPage key={id} id={id} />}</Route>
      )}
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}
