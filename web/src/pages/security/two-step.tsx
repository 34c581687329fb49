// Two-step sign-in: whether it is on, and every way from here.
import { Badge, Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { Failure } from '../../components/failure.tsx';
import { Section } from '../../components/section.tsx';
import { useReading } from '../../i18n/index.tsx';
import { useProvedMutation } from '../../session/fresh-proof.tsx';
import { secondFactorKey, useSecondFactor } from '../../session/second-factor.ts';
import { RecoveryCodesDialog } from './recovery-codes.tsx';
import { type Secret, TwoStepSetUp } from './two-step-set-up.tsx';

interface OnProps {
  readonly since: string | null;
  readonly codesLeft: number;
  readonly onCodes: (codes: readonly string[]) => void;
}

function On({ since, codesLeft, onCodes }: OnProps) {
  const { text, formatDate } = useReading();
  const words = text.security.twoStep;
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: secondFactorKey });
  const renewing = useProvedMutation(
    () => dataOf(api.POST('/api/v1/users/me/second-factor/recovery-codes', {})),
    ({ recoveryCodes }) => {
      onCodes(recoveryCodes);
      return refresh();
    },
  );
  const ending = useProvedMutation(() => dataOf(api.DELETE('/api/v1/users/me/second-factor', {})), refresh);
  return (
    <>
      {since && <Text size="sm">{words.since(formatDate(since))}</Text>}
      <Text size="sm">{words.codesLeft(codesLeft)}</Text>
      {renewing.error && <Failure error={renewing.error} />}
      <Group>
        <Button variant="light" loading={renewing.isPending} onClick={() => renewing.mutate()}>
          {words.renew}
        </Button>
        <ConfirmButton size="sm" label={words.switchOff} text={words.switchOffText} action={ending} />
      </Group>
    </>
  );
}

function Off({ onSecret }: { onSecret: (secret: Secret) => void }) {
  const { twoStep } = useReading().text.security;
  const beginning = useProvedMutation(() => dataOf(api.POST('/api/v1/users/me/second-factor', {})), onSecret);
  return (
    <>
      {beginning.error && <Failure error={beginning.error} />}
      <Group>
        <Button loading={beginning.isPending} onClick={() => beginning.mutate()}>
          {twoStep.setUp}
        </Button>
      </Group>
    </>
  );
}

export function TwoStep() {
  const { twoStep } = useReading().text.security;
  const { data, error, refetch } = useSecondFactor();
  const [secret, setSecret] = useState<Secret>();
  const [codes, setCodes] = useState<readonly string[]>();
  return (
    <Section
      title={twoStep.title}
      aside={
        data && (
          <Badge variant="light" color={data.enabled ? 'teal' : 'gray'} tt="none">
            {data.enabled ? twoStep.on : twoStep.off}
          </Badge>
        )
      }
    >
      <Text>{twoStep.text}</Text>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data?.enabled && <On since={data.since} codesLeft={data.recoveryCodesLeft} onCodes={setCodes} />}
      {data && !data.enabled && <Off onSecret={setSecret} />}
      {secret && (
        <TwoStepSetUp
          secret={secret}
          onClose={() => setSecret(undefined)}
          onDone={(first) => {
            setSecret(undefined);
            setCodes(first);
          }}
        />
      )}
      {codes && <RecoveryCodesDialog codes={codes} onClose={() => setCodes(undefined)} />}
    </Section>
  );
}
