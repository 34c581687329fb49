// Who sees new profiles, how people sign in, and whether they may register.
import { Button, Checkbox, Group, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { Failure } from '../../../components/failure.tsx';
import { Section } from '../../../components/section.tsx';
import { useText } from '../../../i18n/index.tsx';
import { type SettingsChange, type TenantSettings, useSetUp } from './tenant-settings.ts';

const audiences = ['public', 'authenticated', 'private'] as const;
const methods = ['password', 'oidc', 'kratos'] as const;
const registrations = ['open', 'closed'] as const;
const answerOf = (value: boolean | undefined) => (value === undefined ? null : value ? 'yes' : 'no');

export function Access({ settings }: { settings: TenantSettings }) {
  const { admin, profile, common } = useText();
  const words = admin.tenant;
  const [visibility, setVisibility] = useState(settings.defaultVisibility ?? null);
  const [allowPublic, setAllowPublic] = useState<string | null>(answerOf(settings.allowPublic));
  const [signIn, setSignIn] = useState<readonly string[]>(settings.signIn ?? []);
  const [registration, setRegistration] = useState(settings.registration ?? null);
  const { mutate: save, isPending, error } = useSetUp();
  const order = {
    defaultVisibility: visibility,
    allowPublic: allowPublic === null ? null : allowPublic === 'yes',
    signIn: signIn.length > 0 ? methods.filter((method) => signIn.includes(method)) : null,
    registration,
    // Null gives a choice back to the installation, which the description of choices does not tell.
  } as unknown as SettingsChange;
  return (
    <Section title={words.access}>
      <Stack>
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
        {error !== null && <Failure error={error} />}
        <Group justify="flex-end">
          <Button loading={isPending} onClick={() => save(order)}>
            {common.save}
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}
