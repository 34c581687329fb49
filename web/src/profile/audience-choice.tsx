// Who sees a field: a small menu beside it, with a plain sentence for each choice.
import { Button, Menu, Text } from '@mantine/core';
import { IconCheck, IconLock, IconUsers, IconWorld } from '@tabler/icons-react';
import { useText } from '../i18n/index.tsx';
import type { Audience } from './own-profile.ts';

const icons = { public: IconWorld, authenticated: IconUsers, private: IconLock } as const;
const audiences = ['public', 'authenticated', 'private'] as const satisfies readonly Audience[];

interface AudienceChoiceProps {
  /** What is shown or hidden, in words. */
  readonly of: string;
  readonly value: Audience;
  readonly onChange: (audience: Audience) => void;
}

export function AudienceChoice({ of, value, onChange }: AudienceChoiceProps) {
  const { profile } = useText();
  const Icon = icons[value];
  return (
    <Menu position="bottom-end" width={260} withinPortal>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<Icon size={16} aria-hidden />}
          aria-label={`${profile.whoSees(of)}: ${profile.audiences[value].name}`}
        >
          {profile.audiences[value].name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{profile.whoSees(of)}</Menu.Label>
        {audiences.map((audience) => {
          const Choice = icons[audience];
          return (
            <Menu.Item
              key={audience}
              leftSection={<Choice size={18} aria-hidden />}
              rightSection={audience === value ? <IconCheck size={16} aria-hidden /> : undefined}
              onClick={() => onChange(audience)}
            >
              <Text size="sm">{profile.audiences[audience].name}</Text>
              <Text size="xs" c="dimmed">
                {profile.audiences[audience].who}
              </Text>
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
