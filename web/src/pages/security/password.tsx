// Changing the password, which ends all other sessions.
import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { isApiError } from '../../api/errors.ts';
import { Failure } from '../../components/failure.tsx';
import { Section } from '../../components/section.tsx';
import { useText } from '../../i18n/index.tsx';
import { useProvedMutation } from '../../session/fresh-proof.tsx';
import { sessionsKey } from './sessions.tsx';

export function Password() {
  const { security, signIn } = useText();
  const queries = useQueryClient();
  const form = useForm({ initialValues: { currentPassword: '', newPassword: '' } });
  const changing = useProvedMutation(
    (body: typeof form.values) => dataOf(api.PUT('/api/v1/users/me/password', { body })),
    () => {
      form.reset();
      return queries.invalidateQueries({ queryKey: sessionsKey });
    },
  );
  const { setErrors } = form;
  useEffect(() => {
    if (isApiError(changing.error)) setErrors(changing.error.fields);
  }, [changing.error, setErrors]);
  const isExplained = isApiError(changing.error) && changing.error.details.length > 0;
  return (
    <Section title={security.password}>
      <form onSubmit={form.onSubmit((values) => changing.mutate(values))}>
        <Stack>
          <PasswordInput
            label={security.currentPassword}
            autoComplete="current-password"
            required
            {...form.getInputProps('currentPassword')}
          />
          <PasswordInput
            label={security.newPassword}
            description={signIn.registration.passwordHint}
            autoComplete="new-password"
            required
            {...form.getInputProps('newPassword')}
          />
          {changing.error && !isExplained && <Failure error={changing.error} />}
          {changing.isSuccess && <Text role="status">{security.changed}</Text>}
          <Group>
            <Button type="submit" loading={changing.isPending}>
              {security.change}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
