// Who sees new profiles, how people sign in, and whether they may register.
import { Checkbox, Group, Select } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../reading.tsx';
import { SavedSection } from './saved-section.tsx';
import type { SettingsChange, TenantSettings } from './tenant-settings.ts';

const audiences = ['public', 'authenticated', 'private'] as const;
const methods = ['password', 'oidc', 'kratos'] as const;
const registrations = ['open', 'closed'] as const;
const answerOf = (value: boolean | undefined) => (value === undefined ? null : value ? 'yes' : 'no');

export function Access({ settings }: { settings: TenantSettings }) {
  const { admin, profile } = useText();
  const words = admin.tenant;
  const [visibility, setVisibility] = useState(settings.defaultVisibility ?? null);
  const [allowPublic, setAllowPublic] = useState<string | null>(answerOf(settings.allowPublic));
  const [signIn, setSignIn] = useState<readonly string[]>(settings.signIn ?? []);
  const [registration, setRegistration] = useState(settings.registration ?? null);
  const change: SettingsChange = {
    defaultVisibility: visibility,
    allowPublic: allowPublic === null ? null : allowPublic === 'yes',
    signIn: signIn.length > 0 ? methods.filter((method) => signIn.includes(method)) : null,
    registration,
  };
  return (
    <SavedSection title={words.access} change={change}>
      <Select
        label={words.visibility}
        placeholder={words.inherited}
        clearable
        value={visibility}
        onChange={setVisibility}
        data={audiences.map((value) => ({ value, label: profile.audiences[value].name }))}
      />
      <Select
        label={words.allowPublic}
        description={words.allowPublicHint}
        placeholder={words.inherited}
        clearable
        value={allowPublic}
        onChange={setAllowPublic}
        data={[
          { value: 'yes', label: admin.yes },
          { value: 'no', label: admin.no },
        ]}
      />
      <Select
        label={words.registration}
        placeholder={words.inherited}
        clearable
        value={registration}
        onChange={setRegistration}
        data={registrations.map((value) => ({ value, label: words.registrations[value] }))}
      />
      <Checkbox.Group
        label={words.signIn}
        description={words.signInHint}
        value={[...signIn]}
        onChange={(chosen) => setSignIn(chosen)}
      >
        <Group mt="xs">
          {methods.map((method) => (
            <Checkbox key={method} value={method} label={words.methods[method]} />
          ))}
        </Group>
      </Checkbox.Group>
    </SavedSection>
  );
}
