// Somebody by their id: named where one may look them up.
import { Anchor, Code } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { useSession } from '../../session/session.tsx';
import { accountQuery, nameOf } from './people/people.ts';

export function PersonLink({ id }: { id: string }) {
  const { can } = useSession();
  const isOpen = can('users:read:tenant');
  const { data } = useQuery({ ...accountQuery(id), enabled: isOpen });
  if (!isOpen) return <Code>{id}</Code>;
  return (
    <Anchor component={Link} href={`/admin/people/${id}`} style={{ overflowWrap: 'anywhere' }}>
      {data ? nameOf(data) : id}
    </Anchor>
  );
}
