// A question before something is done, loaded when it is asked for the first time.
import { lazy, Suspense, useState } from 'react';
import type { ConfirmModalProps } from './confirm-modal.tsx';

const ConfirmModal = lazy(async () => ({ default: (await import('./confirm-modal.tsx')).ConfirmModal }));

export function ConfirmDialog(props: ConfirmModalProps) {
  const [wasOpened, setOpened] = useState(props.isOpen);
  // It stays when it is closed, so that it can fade out.
  if (props.isOpen && !wasOpened) setOpened(true);
  if (!wasOpened) return null;
  return (
    <Suspense>
      <ConfirmModal {...props} />
    </Suspense>
  );
}
