// What others can rely on: proved links, connections, endorsements and badges, each in a tab with an address of its own.
import { Tabs } from '@mantine/core';
import { useLocation, useParams } from 'wouter';
import { Page } from '../../components/page.tsx';
import { useText } from '../../i18n/index.tsx';
import { Connections } from './connections.tsx';
import { Endorsements } from './endorsements.tsx';
import { Links } from './links.tsx';
import { Verification } from './verification.tsx';

const parts = { links: Links, connections: Connections, endorsements: Endorsements, verification: Verification };
type Part = keyof typeof parts;
const names = Object.keys(parts) as Part[];

export function TrustPage() {
  const { trust } = useText();
  const params = useParams<{ part?: string }>();
  const [, navigate] = useLocation();
  const shown = names.find((name) => name === params.part) ?? 'links';
  const Shown = parts[shown];
  return (
    <Page title={trust.title} lead={trust.lead}>
      <Tabs value={shown} onChange={(part) => navigate(`/trust/${part ?? ''}`)}>
        <Tabs.List mb="lg">
          {names.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {trust.parts[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {names.map((name) => (
          <Tabs.Panel key={name} value={name}>
            {name === shown && <Shown />}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
