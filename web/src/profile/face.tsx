// A person in a line: picture and name, which lead to their page.
import { Anchor, Avatar, Group, Text } from '@mantine/core';
import { Link } from 'wouter';
import { personPath } from '../pages/person/person-path.ts';

export interface ShownFace {
  readonly id: string;
  readonly handle?: string;
  readonly displayName?: string;
  readonly fullName?: string;
  readonly headline?: string;
  readonly avatar: string;
  readonly avatarUrls?: { readonly thumbnailUrl: string };
}

export const faceName = ({ displayName, fullName, handle }: Omit<ShownFace, 'id' | 'avatar'>): string =>
  displayName ?? fullName ?? (handle ? `@${handle}` : '…');

/** @param href where it leads, if not to their page here */
export function Face({ person, href }: { person: ShownFace; href?: string }) {
  const words = (
    <Group gap="sm" wrap="nowrap" style={{ minWidth: 0 }}>
      <Avatar src={person.avatarUrls?.thumbnailUrl ?? person.avatar} alt="" radius="xl" />
      <span style={{ minWidth: 0 }}>
        <Text component="span" display="block" fw={550} style={{ overflowWrap: 'anywhere' }}>
          {faceName(person)}
        </Text>
        {person.headline && (
          <Text component="span" display="block" size="sm" c="dimmed" lineClamp={1}>
            {person.headline}
          </Text>
        )}
      </span>
    </Group>
  );
  return href === undefined ? (
    <Anchor component={Link} href={personPath(person)} c="inherit" underline="hover">
      {words}
    </Anchor>
  ) : (
    <Anchor href={href} c="inherit" underline="hover">
      {words}
    </Anchor>
  );
}
