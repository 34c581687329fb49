// Asking for a link to choose another password; the answer does not tell whether the address is known.
import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { api, dataOf } from '../../api/client.ts';
import { Failure } from '../../components/failure.tsx';
import { useText } from '../../i18n/index.tsx';
import { Frame } from './frame.tsx';

export function ForgotPage() {
  const { reset, email: label, submit } = useText().signIn;
  const [email, setEmail] = useState('');
  const asking = useMutation({
    mutationFn: () => dataOf(api.POST('/api/v1/auth/forgot-password', { body: { email } })),
  });
  return (
    <Frame title={reset.title}>
      {asking.isSuccess ? (
        <Text role="status">{reset.sent}</Text>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            asking.mutate();
          }}
        >
          <Stack>
            <Text>{reset.text}</Text>
            <TextInput
              label={label}
              type="email"
              autoComplete="username"
              required
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
            {asking.error && <Failure error={asking.error} />}
            <Button type="submit" loading={asking.isPending}>
              {reset.submit}
            </Button>
          </Stack>
        </form>
      )}
      <Anchor component={Link} href="/sign-in" size="sm">
        {submit}
      </Anchor>
    </Frame>
  );
}
