// Setting up an authenticator app: its secret, and the first code that it shows.
import { Anchor, Button, Code, CopyButton, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import { CodeInput, codeDigits } from '../../components/code-input.tsx';
import { Failure } from '../../components/failure.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { useText } from '../../i18n/index.tsx';
import { secondFactorKey } from '../../session/second-factor.ts';
import { sessionsKey } from './sessions.tsx';

export type Secret = components['schemas']['SecondFactorSecret'];

const groupLength = 4;
/** In groups, which are easier to type. */
const inGroups = (secret: string): string => (secret.match(new RegExp(`.{1,${groupLength}}`, 'g')) ?? []).join(' ');

/** What the app needs: a picture for one on a phone, a link for one on this device, the text for any other. */
function SecretForApp({ secret: { secret, uri } }: { secret: Secret }) {
  const { security, common } = useText();
  return (
    <Stack gap="xs" align="start">
      <Text>{security.twoStep.scan}</Text>
      <QrCode value={uri} label={security.twoStep.qrCode} />
      <Anchor href={uri}>{security.twoStep.openApp}</Anchor>
      <Group gap="xs">
        <Code fz="md" dir="ltr" aria-label={security.twoStep.secret} style={{ overflowWrap: 'anywhere' }}>
          {inGroups(secret)}
        </Code>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button variant="light" size="compact-sm" onClick={copy}>
              {copied ? common.copied : common.copy}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Stack>
  );
}

interface TwoStepSetUpProps {
  readonly secret: Secret;
  readonly onClose: () => void;
  readonly onDone: (recoveryCodes: readonly string[]) => void;
}

export function TwoStepSetUp({ secret, onClose, onDone }: TwoStepSetUpProps) {
  const { security, signIn, common } = useText();
  const queries = useQueryClient();
  const [code, setCode] = useState('');
  const confirming = useMutation({
    mutationFn: (typed: string) =>
      dataOf(api.POST('/api/v1/users/me/second-factor/confirm', { body: { code: typed } })),
    retry: false,
    onSuccess({ recoveryCodes }) {
      void queries.invalidateQueries({ queryKey: secondFactorKey });
      void queries.invalidateQueries({ queryKey: sessionsKey });
      onDone(recoveryCodes);
    },
    onError: () => setCode(''),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={security.twoStep.setUp}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': common.dismiss }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          confirming.mutate(code);
        }}
      >
        <Stack>
          <SecretForApp secret={secret} />
          <Text>{security.twoStep.typeCode}</Text>
          <CodeInput
            label={signIn.sent.code}
            value={code}
            onChange={setCode}
            onComplete={(typed) => confirming.mutate(typed)}
          />
          {confirming.error && <Failure error={confirming.error} />}
          <Text size="sm">{security.twoStep.othersEnd}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button type="submit" disabled={code.length < codeDigits} loading={confirming.isPending}>
              {security.twoStep.switchOn}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
