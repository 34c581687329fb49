// One account: what it is, and what those with rights may do to it.
import { Anchor, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { isApiError } from '../../../api/errors.ts';
import { Failure } from '../../../components/failure.tsx';
import { NotFound } from '../../../components/not-found.tsx';
import { useSession } from '../../../session/session.tsx';
import { AreaPage } from '../area-page.tsx';
import { accountQuery, nameOf } from '../people/people.ts';
import { useText } from '../reading.tsx';
import { BadgeGrants } from './badge-grants.tsx';
import { Facts } from './facts.tsx';
import { Moderation } from './moderation.tsx';
import { Roles } from './roles.tsx';
import { Standing } from './standing.tsx';

export function AccountPage({ id }: { id: string }) {
  const { admin } = useText();
  const { can } = useSession();
  const { data: account, error, refetch } = useQuery(accountQuery(id));
  if (isApiError(error) && (error.status === 404 || error.status === 400)) return <NotFound />;
  return (
    <AreaPage
      area="people"
      title={account ? nameOf(account) : admin.areas.people.name}
      lead={<span style={{ overflowWrap: 'anywhere' }}>{account?.email}</span>}
    >
      <Anchor component={Link} href="/admin/people">
        {admin.account.all}
      </Anchor>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {!account && !error && <Loader type="dots" />}
      {account && (
        <>
          <Facts account={account} />
          <Standing account={account} />
          {can('roles:assign:tenant') && <Roles key={account.roles.join()} account={account} />}
          {account.profile && <Moderation account={account} />}
          {can('badges:grant:tenant') && <BadgeGrants userId={account.id} />}
        </>
      )}
    </AreaPage>
  );
}
