// What went wrong, in words, and what can be done.
import { Alert, Button, Stack } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { ApiError } from '../api/errors.ts';
import { useText } from '../i18n/index.tsx';
import type { Messages } from '../i18n/messages/en.ts';

/** A sentence for people; of refusals the service's own. */
export function sentenceOf(error: unknown, { failed }: Messages['common']): string {
  if (!(error instanceof ApiError)) return failed.unknown;
  if (error.code === 'OFFLINE') return failed.offline;
  if (error.status === 429) return failed.tooMany;
  if (error.status >= 500) return failed.unknown;
  return error.details.length > 0 ? error.details.map(({ message }) => message).join(' ') : error.message;
}

export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { common } = useText();
  return (
    <Alert color="red" variant="light" icon={<IconAlertCircle />} title={common.failed.title} role="alert">
      <Stack align="start" gap="sm">
        {sentenceOf(error, common)}
        {onRetry && (
          <Button variant="light" color="red" size="xs" onClick={onRetry}>
            {common.tryAgain}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
