// One person of a list, as a link to their page.
import { Badge, Card, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Portrait } from '../../profile/portrait.tsx';
import { type PeopleList, stepFrom } from '../person/arrival.ts';
import { personPath } from '../person/person-path.ts';
import type { FoundProfile } from './find.ts';
import { Highlighted } from './highlighted.tsx';

const shownSkills = 6;

interface PersonRowProps {
  readonly person: FoundProfile;
  /** Which list it is a row of. */
  readonly list: PeopleList;
  readonly reason?: ReactNode;
}

export function PersonRow({ person, list, reason }: PersonRowProps) {
  const marks = person.highlights ?? {};
  const name = person.displayName ?? person.fullName ?? person.handle ?? '';
  return (
    <Card
      renderRoot={(props) => <Link {...props} href={personPath(person)} state={stepFrom(list)} />}
      withBorder
      padding="md"
      c="inherit"
      td="none"
    >
      <Group wrap="nowrap" align="start">
        <Portrait
          src={person.avatarUrls?.thumbnailUrl ?? person.avatar}
          thumbHash={person.avatarThumbHash}
          alt=""
          size={56}
        />
        <Stack gap={4} style={{ minWidth: 0 }}>
          <Group gap={8}>
            <Text fw={600}>
              <Highlighted text={name} ranges={person.displayName ? marks.displayName : undefined} />
            </Text>
            {person.handle && (
              <Text c="dimmed" size="sm">
                @<Highlighted text={person.handle} ranges={marks.handle} />
              </Text>
            )}
          </Group>
          {person.headline && (
            <Text size="sm">
              <Highlighted text={person.headline} ranges={marks.headline} />
            </Text>
          )}
          {person.location && (
            <Text size="sm" c="dimmed">
              <Highlighted text={person.location} ranges={marks.location} />
            </Text>
          )}
          {person.skills && (
            <Group gap={6}>
              {person.skills.slice(0, shownSkills).map((skill, at) => (
                <Badge key={skill} variant="light" tt="none" fw={500}>
                  <Highlighted text={skill} ranges={marks.skills} item={at} />
                </Badge>
              ))}
            </Group>
          )}
          {reason && (
            <Text size="sm" c="dimmed">
              {reason}
            </Text>
          )}
        </Stack>
      </Group>
    </Card>
  );
}
