// How an account stands.
import { Badge } from '@mantine/core';
import { useText } from '../../i18n/index.tsx';
import type { User } from './people/people.ts';

const colors = { active: 'teal', deactivated: 'gray', banned: 'red' } as const;

export function StandingBadge({ status }: Pick<User, 'status'>) {
  const { admin } = useText();
  return (
    <Badge variant="dot" color={colors[status]} tt="none" fw={500}>
      {admin.people.statuses[status]}
    </Badge>
  );
}
