// The second step of signing in: a code of the authenticator app, or a recovery code.
import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { Failure } from '../../components/failure.tsx';
import { useText } from '../../i18n/index.tsx';
import { secondProofOf } from '../../session/second-factor.ts';
import { Frame } from './frame.tsx';

export function SecondStep({ challenge, onDone }: { challenge: string; onDone: () => Promise<void> }) {
  const { secondStep } = useText().signIn;
  const [code, setCode] = useState('');
  const proving = useMutation({
    mutationFn: () =>
      dataOf(api.POST('/api/v1/auth/second-factor', { body: { challenge, ...secondProofOf(code), cookie: true } })),
    retry: false,
    onSuccess: onDone,
  });
  return (
    <Frame title={secondStep.title}>
      <Text>{secondStep.text}</Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          proving.mutate();
        }}
      >
        <Stack>
          <TextInput
            label={secondStep.code}
            autoComplete="one-time-code"
            required
            data-autofocus
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          {proving.error && <Failure error={proving.error} />}
          <Button type="submit" loading={proving.isPending}>
            {secondStep.submit}
          </Button>
        </Stack>
      </form>
    </Frame>
  );
}
