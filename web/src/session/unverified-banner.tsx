// Says on every page that the address is not proved yet, and how to prove it.
import { Alert, Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { api, dataOf } from '../api/client.ts';
import { sentenceOf } from '../components/failure.tsx';
import { useText } from '../i18n/index.tsx';
import { useSession } from './session.tsx';

const VerifyDialog = lazy(async () => ({ default: (await import('./verify-dialog.tsx')).VerifyDialog }));

function Banner({ email }: { email: string }) {
  const { security, signIn, common } = useText();
  const [isOpen, setOpen] = useState(false);
  const resending = useMutation({
    mutationFn: () => dataOf(api.POST('/api/v1/auth/resend-verification', { body: { email } })),
    retry: false,
  });
  return (
    <Alert color="orange" variant="light" radius={0} role="region" aria-label={security.unproved.title}>
      <Group gap="sm">
        <Text size="sm" style={{ flex: '1 1 240px' }}>
          {security.unproved.text(email)}
        </Text>
        <Button size="xs" onClick={() => setOpen(true)}>
          {security.unproved.typeCode}
        </Button>
        <Button
          size="xs"
          variant="default"
          loading={resending.isPending}
          disabled={resending.isSuccess}
          onClick={() => resending.mutate()}
        >
          {resending.isSuccess ? signIn.sent.resent : signIn.sent.resend}
        </Button>
      </Group>
      {resending.error && (
        <Text size="sm" role="alert" mt="xs">
          {sentenceOf(resending.error, common)}
        </Text>
      )}
      {isOpen && (
        <Suspense>
          <VerifyDialog email={email} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </Alert>
  );
}

export function UnverifiedBanner() {
  const { me } = useSession();
  if (!me?.email || me.emailVerified) return null;
  return <Banner email={me.email} />;
}
