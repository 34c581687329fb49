// Making an account, and proving its address with the code of the mail.
import { Anchor, Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { api, dataOf } from '../../api/client.ts';
import { isApiError } from '../../api/errors.ts';
import { useStorefront } from '../../api/storefront.ts';
import { Failure } from '../../components/failure.tsx';
import { useText } from '../../i18n/index.tsx';
import { ConfirmCode } from './confirm-code.tsx';
import { ContinueWith, waysOf } from './continue-with.tsx';
import { Frame } from './frame.tsx';

export function RegisterPage() {
  const { registration, email, password, submit } = useText().signIn;
  const { data: storefront } = useStorefront();
  const [registered, setRegistered] = useState<{ email: string; password: string }>();
  const form = useForm({ initialValues: { displayName: '', email: '', password: '' } });
  const registering = useMutation({
    mutationFn: (values: typeof form.values) => dataOf(api.POST('/api/v1/auth/register', { body: values })),
    onSuccess: (_, values) => setRegistered(values),
    onError: (error) => isApiError(error) && form.setErrors(error.fields),
  });
  if (registered) return <ConfirmCode email={registered.email} knownPassword={registered.password} />;
  const isExplained = isApiError(registering.error) && registering.error.details.length > 0;
  return (
    <Frame title={registration.title}>
      {storefront && <ContinueWith ways={waysOf(storefront)} isBesideForm />}
      <form onSubmit={form.onSubmit((values) => registering.mutate(values))}>
        <Stack>
          <TextInput label={registration.name} autoComplete="name" required {...form.getInputProps('displayName')} />
          <TextInput label={email} type="email" autoComplete="username" required {...form.getInputProps('email')} />
          <PasswordInput
            label={password}
            description={registration.passwordHint}
            autoComplete="new-password"
            required
            {...form.getInputProps('password')}
          />
          {registering.error && !isExplained && <Failure error={registering.error} />}
          <Button type="submit" loading={registering.isPending}>
            {registration.submit}
          </Button>
        </Stack>
      </form>
      <Group gap={6}>
        <Text size="sm">{registration.haveAccount}</Text>
        <Anchor component={Link} href="/sign-in" size="sm">
          {submit}
        </Anchor>
      </Group>
    </Frame>
  );
}
