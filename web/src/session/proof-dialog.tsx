// Asks for the password, and for a code where two-step sign-in is on.
import { Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';
import { isApiError } from '../api/errors.ts';
import { useStorefront } from '../api/storefront.ts';
import { Failure } from '../components/failure.tsx';
import { useText } from '../i18n/index.tsx';
import { issuerAddress } from './issuer.ts';
import { secondProofOf, useSecondFactor } from './second-factor.ts';

interface ProofDialogProps {
  readonly onProved: () => void;
  readonly onCancel: () => void;
}

export function ProofDialog({ onProved, onCancel }: ProofDialogProps) {
  const { security, signIn, common } = useText();
  const { data: secondFactor } = useSecondFactor();
  const issuer = useStorefront().data?.continueWith;
  const form = useForm({ initialValues: { password: '', code: '' } });
  const proving = useMutation({
    mutationFn: ({ password, code }: typeof form.values) =>
      dataOf(api.POST('/api/v1/auth/reauthenticate', { body: { password, ...(code && secondProofOf(code)) } })),
    retry: false,
    onSuccess: onProved,
  });
  const isWrong = isApiError(proving.error, 'WRONG_PASSWORD');
  const needsCode = secondFactor?.enabled === true || isApiError(proving.error, 'SECOND_FACTOR_MISSING');
  return (
    <Modal
      opened
      onClose={onCancel}
      title={security.proof.title}
      closeButtonProps={{ 'aria-label': common.dismiss }}
      centered
    >
      <form
        onSubmit={(event) => {
          // It may stand in a form of the page, which is not sent by this.
          event.stopPropagation();
          form.onSubmit((values) => proving.mutate(values))(event);
        }}
      >
        <Stack>
          <Text size="sm">{security.proof.text}</Text>
          <PasswordInput
            label={signIn.password}
            autoComplete="current-password"
            required
            data-autofocus
            {...form.getInputProps('password')}
            error={isWrong && security.proof.wrong}
          />
          {needsCode && (
            <TextInput
              label={signIn.secondStep.code}
              description={signIn.secondStep.text}
              autoComplete="one-time-code"
              required
              {...form.getInputProps('code')}
            />
          )}
          {proving.error && !isWrong && <Failure error={proving.error} />}
          {issuer ? (
            <Button component="a" href={issuerAddress(issuer, location.href, { fresh: true })} variant="subtle">
              {signIn.continueWith(issuer.label)}
            </Button>
          ) : (
            <Text size="sm">{security.proof.withoutPassword}</Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onCancel}>
              {common.cancel}
            </Button>
            <Button type="submit" loading={proving.isPending}>
              {signIn.secondStep.submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
