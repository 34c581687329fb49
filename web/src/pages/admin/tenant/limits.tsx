// How much of it there may be.
import { Button, Group, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { Failure } from '../../../components/failure.tsx';
import { Section } from '../../../components/section.tsx';
import { useText } from '../../../i18n/index.tsx';
import { type TenantSettings, useSetUp } from './tenant-settings.ts';

const mostUploads = 1000;
const orNull = (typed: string | number) => (typeof typed === 'number' ? typed : null);

export function Limits({ settings }: { settings: TenantSettings }) {
  const { admin, common } = useText();
  const words = admin.tenant;
  const [uploads, setUploads] = useState<string | number>(settings.limits?.uploadsPerHour ?? '');
  const [accounts, setAccounts] = useState<string | number>(settings.limits?.accounts ?? '');
  const { mutate: save, isPending, error } = useSetUp();
  return (
    <Section title={words.limits}>
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
      {error !== null && <Failure error={error} />}
      <Group justify="flex-end">
        <Button
          loading={isPending}
          onClick={() => save({ limits: { uploadsPerHour: orNull(uploads), accounts: orNull(accounts) } })}
        >
          {common.save}
        </Button>
      </Group>
    </Section>
  );
}
