// The six digits of the mail, typed by somebody who is signed in. Proving an address ends every session, so that the
// password opens another one at once.
import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api, dataOf } from '../api/client.ts';
import { CodeInput, codeDigits } from '../components/code-input.tsx';
import { Failure } from '../components/failure.tsx';
import { useText } from '../i18n/index.tsx';
import { useSession } from './session.tsx';

export function VerifyDialog({ email, onClose }: { email: string; onClose: () => void }) {
  const { signIn, common } = useText();
  const { sent } = signIn;
  const { renew } = useSession();
  const [, go] = useLocation();
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const proving = useMutation({
    async mutationFn() {
      await dataOf(api.POST('/api/v1/auth/verify-email', { body: { email, code, password } }));
      try {
        await dataOf(api.POST('/api/v1/auth/login', { body: { email, password, cookie: true } }));
      } catch {
        // The address is proved; the door asks for whatever else is needed.
        go('/sign-in');
      }
    },
    retry: false,
    async onSuccess() {
      onClose();
      await renew();
    },
  });
  return (
    <Modal opened onClose={onClose} title={sent.title} closeButtonProps={{ 'aria-label': common.dismiss }} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          proving.mutate();
        }}
      >
        <Stack>
          <Text>{sent.text(email)}</Text>
          <CodeInput label={sent.code} value={code} onChange={setCode} />
          <PasswordInput
            label={sent.password}
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {proving.error && <Failure error={proving.error} />}
          <Group justify="flex-end">
            <Button type="submit" disabled={code.length < codeDigits} loading={proving.isPending}>
              {sent.submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
