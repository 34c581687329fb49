// Why somebody came back from the issuer without being signed in, as the service says by a code in the address.
import { Alert } from '@mantine/core';
import { useText } from '../../i18n/index.tsx';
import type { Messages } from '../../i18n/messages/en.ts';

type Reason = keyof Messages['signIn']['cameBack'];

const reasons: Readonly<Record<string, Reason>> = {
  SIGN_IN_CANCELLED: 'cancelled',
  SIGN_IN_INTERRUPTED: 'interrupted',
  SIGN_IN_REFUSED: 'refused',
  SIGN_IN_METHOD_OFF: 'off',
  ACCOUNT_DEACTIVATED: 'deactivated',
  REGISTRATION_CLOSED: 'closed',
  TENANT_FULL: 'full',
  UNAVAILABLE: 'unavailable',
};

export function CameBack() {
  const { cameBack } = useText().signIn;
  const code = new URLSearchParams(location.search).get('failed');
  if (code === null) return null;
  const reason = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  return (
    <Alert color={reason === 'cancelled' ? 'gray' : 'red'} variant="light" role="alert">
      {cameBack[reason ?? 'unknown']}
    </Alert>
  );
}
