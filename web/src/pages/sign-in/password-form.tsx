// Address and password.
import { Anchor, Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api, dataOf } from '../../api/client.ts';
import { isApiError } from '../../api/errors.ts';
import { Failure } from '../../components/failure.tsx';
import { useText } from '../../i18n/index.tsx';

interface PasswordFormProps {
  readonly canRegister: boolean;
  readonly onDone: () => Promise<void>;
  /** A code is asked for; the challenge goes with it. */
  readonly onChallenge: (challenge: string) => void;
}

export function PasswordForm({ canRegister, onDone, onChallenge }: PasswordFormProps) {
  const { signIn } = useText();
  const form = useForm({ initialValues: { email: '', password: '' } });
  const signingIn = useMutation({
    mutationFn: (values: typeof form.values) =>
      dataOf(api.POST('/api/v1/auth/login', { body: { ...values, cookie: true } })),
    onSuccess: onDone,
    onError(error) {
      if (isApiError(error, 'SECOND_FACTOR_REQUIRED') && typeof error.body.challenge === 'string')
        onChallenge(error.body.challenge);
    },
  });
  const isWrong = isApiError(signingIn.error, 'INVALID_CREDENTIALS');
  return (
    <>
      <form onSubmit={form.onSubmit((values) => signingIn.mutate(values))}>
        <Stack>
          <TextInput
            label={signIn.email}
            type="email"
            autoComplete="username"
            required
            {...form.getInputProps('email')}
          />
          <PasswordInput
            label={signIn.password}
            autoComplete="current-password"
            required
            error={isWrong && signIn.wrong}
            {...form.getInputProps('password')}
          />
          {signingIn.error && !isWrong && <Failure error={signingIn.error} />}
          <Button type="submit" loading={signingIn.isPending}>
            {signIn.submit}
          </Button>
        </Stack>
      </form>
      <Anchor component={Link} href="/forgot" size="sm">
        {signIn.forgot}
      </Anchor>
      {canRegister && (
        <Group gap={6}>
          <Text size="sm">{signIn.noAccount}</Text>
          <Anchor component={Link} href="/register" size="sm">
            {signIn.register}
          </Anchor>
        </Group>
      )}
    </>
  );
}
