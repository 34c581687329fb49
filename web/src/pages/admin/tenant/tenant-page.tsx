// Setting the tenant up, in parts that are saved one by one.
import { Loader } from '@mantine/core';
import { Failure } from '../../../components/failure.tsx';
import { AreaPage } from '../area-page.tsx';
import { Access } from './access.tsx';
import { Branding } from './branding.tsx';
import { FieldRules } from './field-rules.tsx';
import { Limits } from './limits.tsx';
import { settingsOf, useTenant } from './tenant-settings.ts';

export function TenantPage() {
  const { data, error, refetch } = useTenant();
  if (!data)
    return (
      <AreaPage area="tenant">
        {error ? <Failure error={error} onRetry={() => void refetch()} /> : <Loader type="dots" />}
      </AreaPage>
    );
  const settings = settingsOf(data);
  return (
    <AreaPage area="tenant" lead={[data.name, ...data.hosts].join(' · ')}>
      <Branding key={`branding-${data.version}`} name={data.name} settings={settings} />
      <Access key={`access-${data.version}`} settings={settings} />
      <FieldRules settings={settings} />
      <Limits key={`limits-${data.version}`} settings={settings} />
    </AreaPage>
  );
}
