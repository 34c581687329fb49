// Who is signed in, and what they choose for this browser: language and appearance.
import { Avatar, Button, Group, Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconLanguage, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { useReading } from '../i18n/index.tsx';
import { languages, nameOf } from '../i18n/languages.ts';
import { useSession } from '../session/session.tsx';

const schemes = [
  { scheme: 'light', Icon: IconSun },
  { scheme: 'dark', Icon: IconMoon },
  { scheme: 'auto', Icon: IconDeviceDesktop },
] as const;

function Choices() {
  const { text, language, choose } = useReading();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const mark = (isChosen: boolean) => (isChosen ? <IconCheck size={16} aria-hidden /> : undefined);
  return (
    <>
      <Menu.Label>{text.common.appearance.label}</Menu.Label>
      {schemes.map(({ scheme, Icon }) => (
        <Menu.Item
          key={scheme}
          leftSection={<Icon size={16} aria-hidden />}
          rightSection={mark(colorScheme === scheme)}
          onClick={() => setColorScheme(scheme)}
        >
          {text.common.appearance[scheme]}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Label>{text.common.language}</Menu.Label>
      {languages.map((name) => (
        <Menu.Item key={name} lang={name} rightSection={mark(name === language)} onClick={() => choose(name)}>
          {nameOf(name)}
        </Menu.Item>
      ))}
    </>
  );
}

export function AccountMenu() {
  const { text } = useReading();
  const { me, signOut } = useSession();
  const [, go] = useLocation();
  return (
    <Group gap="xs" wrap="nowrap">
      {!me && (
        <Button component={Link} href="/sign-in" variant="light">
          {text.common.signIn}
        </Button>
      )}
      <Menu position="bottom-end" width={220} withinPortal>
        <Menu.Target>
          <UnstyledButton aria-label={me ? text.common.account : text.common.language}>
            {me ? <Avatar src={me.avatar} alt="" radius="xl" /> : <IconLanguage size={24} aria-hidden />}
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Choices />
          {me && (
            <>
              <Menu.Divider />
              <Menu.Item
                leftSection={<IconLogout size={16} aria-hidden />}
                onClick={() => void signOut().then(() => go('/sign-in'))}
              >
                {text.common.signOut}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
