// Everything under /admin: the parts that one may enter, each loaded when it is opened.
import { Card, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { type ComponentType, lazy } from 'react';
import { Link, Route, Switch } from 'wouter';
import { NotFound } from '../../components/not-found.tsx';
import { Page } from '../../components/page.tsx';
import { useSession } from '../../session/session.tsx';
import { type AreaName, areaPath } from './area-permissions.ts';
import { areaIcons, useAreas } from './areas.ts';
import { AdminLanguage, useText } from './reading.tsx';

const AccountPage = lazy(async () => ({ default: (await import('./account/account-page.tsx')).AccountPage }));

const pages: Readonly<Record<AreaName, ComponentType>> = {
  people: lazy(async () => ({ default: (await import('./people/people-page.tsx')).PeoplePage })),
  verification: lazy(async () => ({
    default: (await import('./verification/verification-page.tsx')).VerificationPage,
  })),
  reports: lazy(async () => ({ default: (await import('./reports/reports-page.tsx')).ReportsPage })),
  unmasking: lazy(async () => ({ default: (await import('./unmasking/unmasking-page.tsx')).UnmaskingPage })),
  badges: lazy(async () => ({ default: (await import('./badges/badges-page.tsx')).BadgesPage })),
  settings: lazy(async () => ({ default: (await import('./settings/definitions-page.tsx')).DefinitionsPage })),
  blocks: lazy(async () => ({ default: (await import('./blocks/block-types-page.tsx')).BlockTypesPage })),
  completeness: lazy(async () => ({ default: (await import('./completeness/rules-page.tsx')).RulesPage })),
  roles: lazy(async () => ({ default: (await import('./roles/roles-page.tsx')).RolesPage })),
  tokens: lazy(async () => ({ default: (await import('./tokens/tokens-page.tsx')).TokensPage })),
  audit: lazy(async () => ({ default: (await import('./audit/audit-page.tsx')).AuditPage })),
  tenant: lazy(async () => ({ default: (await import('./tenant/tenant-page.tsx')).TenantPage })),
  tenants: lazy(async () => ({ default: (await import('./tenants/tenants-page.tsx')).TenantsPage })),
  insights: lazy(async () => ({ default: (await import('./insights/tenant-insights-page.tsx')).TenantInsightsPage })),
  system: lazy(async () => ({ default: (await import('./system/system-page.tsx')).SystemPage })),
};

function Overview() {
  const { admin, common } = useText();
  const areas = useAreas();
  if (areas.length === 0) return <NotFound />;
  return (
    <Page title={common.navigation.administration} lead={admin.lead} size="lg">
      <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }}>
        {areas.map((name) => {
          const Icon = areaIcons[name];
          return (
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
          );
        })}
      </SimpleGrid>
    </Page>
  );
}

function Parts() {
  const { can } = useSession();
  const areas = useAreas();
  return (
    <Switch>
      <Route path="/admin">
        <Overview />
      </Route>
      {areas.map((name) => (
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

export function AdminPage() {
  return (
    <AdminLanguage>
      <Parts />
    </AdminLanguage>
  );
}
