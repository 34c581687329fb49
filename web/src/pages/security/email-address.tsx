// The address of the account, and another one that waits to be proved.
import { Badge, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import { CodeInput, codeDigits } from '../../components/code-input.tsx';
import { Failure } from '../../components/failure.tsx';
import { Section } from '../../components/section.tsx';
import { useReading, useText } from '../../i18n/index.tsx';
import { profileKey } from '../../profile/own-profile.ts';
import { useProvedMutation } from '../../session/fresh-proof.tsx';
import { meKey } from '../../session/session.tsx';
import { sessionsKey } from './sessions.tsx';

const emailKey = ['email-address'] as const;
type Pending = NonNullable<components['schemas']['EmailState']['pending']>;

export const useEmailState = () =>
  useQuery({ queryKey: emailKey, queryFn: () => dataOf(api.GET('/api/v1/users/me/email', {})) });

function useRefresh() {
  const queries = useQueryClient();
  return () =>
    Promise.all([emailKey, meKey, profileKey, sessionsKey].map((queryKey) => queries.invalidateQueries({ queryKey })));
}

function Waiting({ pending: { email, expiresAt } }: { pending: Pending }) {
  const { text, formatDate } = useReading();
  const { security, signIn } = text;
  const refresh = useRefresh();
  const [code, setCode] = useState('');
  const confirming = useMutation({
    mutationFn: (typed: string) => dataOf(api.POST('/api/v1/auth/confirm-email-change', { body: { code: typed } })),
    retry: false,
    onSuccess: refresh,
    onError: () => setCode(''),
  });
  const resending = useMutation({
    mutationFn: () => dataOf(api.POST('/api/v1/users/me/email/pending/resend', {})),
    retry: false,
    onSuccess: refresh,
  });
  const cancelling = useMutation({
    mutationFn: () => dataOf(api.DELETE('/api/v1/users/me/email/pending', {})),
    onSuccess: refresh,
  });
  const failed = confirming.error ?? resending.error ?? cancelling.error;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        confirming.mutate(code);
      }}
    >
      <Stack>
        <Text role="status">{signIn.sent.text(email)}</Text>
        <Text size="sm">
          {security.email.until(formatDate(expiresAt, { dateStyle: 'medium', timeStyle: 'short' }))}
        </Text>
        <CodeInput
          label={signIn.sent.code}
          value={code}
          onChange={setCode}
          onComplete={(typed) => confirming.mutate(typed)}
        />
        {failed && <Failure error={failed} />}
        <Group>
          <Button type="submit" disabled={code.length < codeDigits} loading={confirming.isPending}>
            {signIn.sent.submit}
          </Button>
          <Button
            variant="light"
            loading={resending.isPending}
            disabled={resending.isSuccess}
            onClick={() => resending.mutate()}
          >
            {resending.isSuccess ? signIn.sent.resent : signIn.sent.resend}
          </Button>
          <Button variant="subtle" loading={cancelling.isPending} onClick={() => cancelling.mutate()}>
            {security.email.keep}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Another() {
  const { security } = useText();
  const refresh = useRefresh();
  const [email, setEmail] = useState('');
  const asking = useProvedMutation(
    () => dataOf(api.POST('/api/v1/users/me/email', { body: { email: email.trim() } })),
    refresh,
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        asking.mutate();
      }}
    >
      <Stack>
        <TextInput
          label={security.email.another}
          description={security.email.hint}
          type="email"
          autoComplete="email"
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        {asking.error && <Failure error={asking.error} />}
        <Group>
          <Button type="submit" loading={asking.isPending}>
            {security.email.change}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export function EmailAddress() {
  const { security, signIn } = useText();
  const { data, error, refetch } = useEmailState();
  return (
    <Section
      title={signIn.email}
      aside={
        data?.email && (
          <Badge variant="light" color={data.verified ? 'teal' : 'orange'} tt="none">
            {data.verified ? security.email.proved : security.email.unproved}
          </Badge>
        )
      }
    >
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data && <Text style={{ overflowWrap: 'anywhere' }}>{data.email ?? security.email.none}</Text>}
      {data && (data.pending ? <Waiting pending={data.pending} /> : <Another />)}
    </Section>
  );
}
