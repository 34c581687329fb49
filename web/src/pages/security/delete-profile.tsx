// Deleting the profile: it is gone at once for everybody, and comes back if its owner wants it in time.
import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Section } from '../../components/section.tsx';
import { useText } from '../../i18n/index.tsx';
import { useSession } from '../../session/session.tsx';

export function DeleteProfile() {
  const { deletion } = useText().security;
  const { renew } = useSession();
  const [isAsked, setAsked] = useState(false);
  const deleting = useMutation({
    mutationFn: () => dataOf(api.DELETE('/api/v1/profile', {})),
    // Who is here is asked again: the answer leads to the page that brings it back.
    onSuccess: renew,
  });
  return (
    <Section title={deletion.title}>
      <Text>{deletion.text}</Text>
      <Group>
        <Button variant="light" color="red" onClick={() => setAsked(true)}>
          {deletion.submit}
        </Button>
      </Group>
      <ConfirmDialog
        isOpen={isAsked}
        title={deletion.title}
        text={deletion.sure}
        confirm={deletion.submit}
        isPending={deleting.isPending}
        error={deleting.error}
        onConfirm={() => deleting.mutate()}
        onClose={() => setAsked(false)}
      />
    </Section>
  );
}
