// How an account stands.
import { Badge } from '@mantine/core';
import type { User } from './people/people.ts';
import { useText } from './reading.tsx';

const colors = { active: 'teal', deactivated: 'gray', banned: 'red' } as const;

export function StandingBadge({ status }: Pick<User, 'status'>) {
  const { admin } = useText();
  return (
    <Badge variant="dot" color={colors[status]} tt="none" fw={500}>
      {admin.people.statuses[status]}
    </Badge>
  );
}
