// Opens the ways to pass a profile on, which are loaded when somebody wants them.
import { Button } from '@mantine/core';
import { IconShare } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useText } from '../../i18n/index.tsx';
import type { SharedPerson } from './shared-person.ts';

const ShareDialog = lazy(async () => ({ default: (await import('./share-dialog.tsx')).ShareDialog }));

export function ShareButton(props: SharedPerson) {
  const { share } = useText();
  // Undefined until it is opened for the first time.
  const [isOpen, setOpen] = useState<boolean>();
  return (
    <>
      <Button
        variant="light"
        size="xs"
        leftSection={<IconShare size={16} aria-hidden />}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {share.open}
      </Button>
      <Suspense>
        {isOpen !== undefined && <ShareDialog {...props} isOpen={isOpen} onClose={() => setOpen(false)} />}
      </Suspense>
    </>
  );
}
