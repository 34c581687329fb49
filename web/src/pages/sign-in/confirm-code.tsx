// The six digits of the mail: they prove the address, and sign in whoever has just registered.
import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Redirect } from 'wouter';
import { api, dataOf } from '../../api/client.ts';
import { CodeInput, codeDigits } from '../../components/code-input.tsx';
import { Failure } from '../../components/failure.tsx';
import { useText } from '../../i18n/index.tsx';
import { useSession } from '../../session/session.tsx';
import { Frame } from './frame.tsx';

interface ConfirmCodeProps {
  readonly email: string;
  /** Typed a moment ago: with it the code opens the account. */
  readonly knownPassword: string;
}

export function ConfirmCode({ email, knownPassword }: ConfirmCodeProps) {
  const { sent } = useText().signIn;
  const { me, renew } = useSession();
  const [code, setCode] = useState('');
  const labelId = useId();
  const proving = useMutation({
    async mutationFn(typed: string) {
      await dataOf(api.POST('/api/v1/auth/verify-email', { body: { email, code: typed, password: knownPassword } }));
      await dataOf(api.POST('/api/v1/auth/login', { body: { email, password: knownPassword, cookie: true } }));
    },
    onSuccess: renew,
  });
  const resending = useMutation({
    mutationFn: () => dataOf(api.POST('/api/v1/auth/resend-verification', { body: { email } })),
  });
  if (me) return <Redirect to="/profile" replace />;
  return (
    <Frame title={sent.title}>
      <Text id={labelId}>{sent.text(email)}</Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          proving.mutate(code);
        }}
      >
        <Stack>
          <CodeInput label={sent.code} value={code} onChange={setCode} onComplete={(typed) => proving.mutate(typed)} />
          {proving.error && <Failure error={proving.error} />}
          <Button type="submit" disabled={code.length < codeDigits} loading={proving.isPending}>
            {sent.submit}
          </Button>
        </Stack>
      </form>
      <Button
        variant="subtle"
        onClick={() => resending.mutate()}
        loading={resending.isPending}
        disabled={resending.isSuccess}
      >
        {resending.isSuccess ? sent.resent : sent.resend}
      </Button>
      {resending.error && <Failure error={resending.error} />}
    </Frame>
  );
}
