// A part of the set-up that is saved by itself.
import { Button } from '@mantine/core';
import type { PropsWithChildren } from 'react';
import { Failure } from '../../../components/failure.tsx';
import { Section } from '../../../components/section.tsx';
import { useText } from '../reading.tsx';
import { type SettingsChange, useSetUp } from './tenant-settings.ts';

interface SavedSectionProps {
  readonly title: string;
  readonly change: SettingsChange;
  readonly isDisabled?: boolean;
}

export function SavedSection({ title, change, isDisabled = false, children }: PropsWithChildren<SavedSectionProps>) {
  const { common } = useText();
  const { mutate: save, isPending, error } = useSetUp();
  return (
    <Section title={title}>
      {children}
      {error !== null && <Failure error={error} />}
      <Button style={{ alignSelf: 'end' }} loading={isPending} disabled={isDisabled} onClick={() => save(change)}>
        {common.save}
      </Button>
    </Section>
  );
}
