// What somebody finds who has deleted their profile: until when it can be brought back, and the button that does it.
import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import { Failure } from '../../components/failure.tsx';
import { Page } from '../../components/page.tsx';
import { useReading } from '../../i18n/index.tsx';
import { useSession } from '../../session/session.tsx';

export function RestorePage({ until }: { until: string }) {
  const { text, formatDate } = useReading();
  const { deletion } = text.security;
  const { renew, signOut } = useSession();
  const restoring = useMutation({
    mutationFn: () => dataOf(api.POST('/api/v1/profile/restore', {})),
    onSuccess: renew,
  });
  const leaving = useMutation({ mutationFn: signOut });
  const failed = restoring.error ?? leaving.error;
  return (
    <Page title={deletion.done} size="sm">
      <Text>{deletion.until(formatDate(until, { dateStyle: 'full', timeStyle: 'short' }))}</Text>
      {failed && <Failure error={failed} />}
      <Group>
        <Button loading={restoring.isPending} onClick={() => restoring.mutate()}>
          {deletion.restore}
        </Button>
        <Button variant="default" loading={leaving.isPending} onClick={() => leaving.mutate()}>
          {text.common.signOut}
        </Button>
      </Group>
    </Page>
  );
}
