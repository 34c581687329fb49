// What somebody is told of, and over which channel: a table of events and channels.
import { Card, Checkbox, Group, Stack, Switch, Table, Text } from '@mantine/core';
import { Failure } from '../../components/failure.tsx';
import { Page } from '../../components/page.tsx';
import { useText } from '../../i18n/index.tsx';
import { type AllPreferences, usePreferences, useSavePreferences } from '../../profile/preferences.ts';

const channels = ['email', 'push', 'inApp'] as const;
type Channel = (typeof channels)[number];

function Choices({ preferences: { notifications }, types }: AllPreferences) {
  const { notifications: words } = useText();
  const { mutate: save, error } = useSavePreferences();
  const chosen: Partial<Record<string, Partial<Record<Channel, boolean>>>> = notifications.events ?? {};
  return (
    <Card withBorder padding="lg">
      <Stack>
        <Group gap="xl">
          {channels.map((channel) => (
            <Switch
              key={channel}
              label={words.channels[channel]}
              checked={notifications[channel]}
              onChange={(event) => save({ notifications: { [channel]: event.currentTarget.checked } })}
            />
          ))}
        </Group>
        <Table.ScrollContainer minWidth={420}>
          <Table verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.event}</Table.Th>
                {channels.map((channel) => (
                  <Table.Th key={channel}>{words.channels[channel]}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {types.map(({ type, description, channels: usual, required }) => (
                <Table.Tr key={type}>
                  <Table.Td>
                    <Text size="sm">{description}</Text>
                    {required && (
                      <Text size="xs" c="dimmed">
                        {words.required}
                      </Text>
                    )}
                  </Table.Td>
                  {channels.map((channel) => (
                    <Table.Td key={channel}>
                      <Checkbox
                        aria-label={`${description} ${words.channels[channel]}`}
                        checked={required ? usual[channel] : (chosen[type]?.[channel] ?? usual[channel])}
                        disabled={required || !notifications[channel]}
                        onChange={(event) =>
                          save({ notifications: { events: { [type]: { [channel]: event.currentTarget.checked } } } })
                        }
                      />
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
        {error && <Failure error={error} />}
      </Stack>
    </Card>
  );
}

export function NotificationsPage() {
  const { notifications } = useText();
  const { data, error, refetch } = usePreferences();
  return (
    <Page title={notifications.title} lead={notifications.lead}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data && <Choices {...data} />}
    </Page>
  );
}
