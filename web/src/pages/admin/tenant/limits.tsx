// How much of it there may be.
import { Group, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../reading.tsx';
import { SavedSection } from './saved-section.tsx';
import type { TenantSettings } from './tenant-settings.ts';

const mostUploads = 1000;
const orNull = (typed: string | number) => (typeof typed === 'number' ? typed : null);

export function Limits({ settings }: { settings: TenantSettings }) {
  const words = useText().admin.tenant;
  const [uploads, setUploads] = useState<string | number>(settings.limits?.uploadsPerHour ?? '');
  const [accounts, setAccounts] = useState<string | number>(settings.limits?.accounts ?? '');
  return (
    <SavedSection
      title={words.limits}
      change={{ limits: { uploadsPerHour: orNull(uploads), accounts: orNull(accounts) } }}
    >
      <Group grow align="start">
        <NumberInput
          label={words.uploads}
          placeholder={words.inherited}
          min={1}
          max={mostUploads}
          allowDecimal={false}
          value={uploads}
          onChange={setUploads}
        />
        <NumberInput
          label={words.accounts}
          placeholder={words.inherited}
          min={1}
          allowDecimal={false}
          value={accounts}
          onChange={setAccounts}
        />
      </Group>
    </SavedSection>
  );
}
