// What is known of an account.
import { Anchor, Badge, Group, SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { components } from '../../../api/schema.d.ts';
import { Section } from '../../../components/section.tsx';
import { useSession } from '../../../session/session.tsx';
import { personPath } from '../../person/person-path.ts';
import { useReading } from '../reading.tsx';
import { StandingBadge } from '../standing-badge.tsx';

export type Account = components['schemas']['UserDetails'];

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0} style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </div>
  );
}

export function Facts({ account }: { account: Account }) {
  const { text, formatDate, formatNumber } = useReading();
  const { admin } = text;
  const { can } = useSession();
  const moment = (value: string | null) =>
    value ? formatDate(value, { dateStyle: 'medium', timeStyle: 'short' }) : '—';
  return (
    <Section
      title={admin.account.title}
      aside={
        <Group gap="md">
          {can('audit:read:tenant') && (
            <Anchor component={Link} href={`/admin/audit?target=${account.id}`} size="sm">
              {admin.account.history}
            </Anchor>
          )}
          <Anchor component={Link} href={personPath(account)} size="sm">
            {admin.account.page}
          </Anchor>
        </Group>
      }
    >
      <SimpleGrid component="dl" m={0} cols={{ base: 1, xs: 2, sm: 3 }}>
        <Fact name={admin.people.address}>
          {account.email ?? '—'}{' '}
          {account.email && (
            <Badge
              component="span"
              variant="light"
              fw={500}
              tt="none"
              color={account.emailVerified ? 'teal' : 'yellow'}
            >
              {account.emailVerified ? admin.people.proved : admin.people.unproved}
            </Badge>
          )}
        </Fact>
        <Fact name={admin.people.status}>
          <StandingBadge status={account.status} />
        </Fact>
        <Fact name={admin.people.completeness}>
          {account.completeness === null
            ? '—'
            : formatNumber(account.completeness / 100, { style: 'percent', maximumFractionDigits: 0 })}
        </Fact>
        <Fact name={admin.people.created}>{moment(account.createdAt)}</Fact>
        <Fact name={admin.people.lastSignIn}>{moment(account.lastSignInAt)}</Fact>
        <Fact name="ID">{account.id}</Fact>
      </SimpleGrid>
    </Section>
  );
}
