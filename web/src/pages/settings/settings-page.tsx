// Settings of this person, in a form that follows from the registry; and the doors to extensions and aliases.
import { Card, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconChevronRight, IconMasksTheater, IconPuzzle } from '@tabler/icons-react';
import { Link } from 'wouter';
import { Failure } from '../../components/failure.tsx';
import { Page } from '../../components/page.tsx';
import { Section } from '../../components/section.tsx';
import { useText } from '../../i18n/index.tsx';
import { SettingRow } from './setting-row.tsx';
import { useSettings } from './settings.ts';

const doors = [
  { name: 'extensions', Icon: IconPuzzle },
  { name: 'aliases', Icon: IconMasksTheater },
] as const;

function Doors() {
  const text = useText();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      {doors.map(({ name, Icon }) => (
        <Card key={name} withBorder padding="lg" component={Link} href={`/${name}`}>
          <Group wrap="nowrap" align="start">
            <Icon size={24} stroke={1.6} aria-hidden />
            <Stack gap={2} style={{ flex: 1, minWidth: 0 }}>
              <Text fw={550}>{text[name].title}</Text>
              <Text size="sm" c="dimmed">
                {text[name].lead}
              </Text>
            </Stack>
            <IconChevronRight size={18} aria-hidden />
          </Group>
        </Card>
      ))}
    </SimpleGrid>
  );
}

export function SettingsPage() {
  const { settings } = useText();
  const { data, error, refetch } = useSettings();
  return (
    <Page title={settings.title} lead={settings.lead}>
      <Doors />
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data?.map(({ category, settings: members }) => (
        <Section key={category} title={category}>
          {members.map((setting) => (
            <SettingRow key={setting.key} setting={setting} />
          ))}
        </Section>
      ))}
      {data?.length === 0 && <Text>{settings.none}</Text>}
    </Page>
  );
}
