// Deleting the profile: it is gone at once for everybody, and comes back if its owner wants it in time.
import { Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { Section } from '../../components/section.tsx';
import { useText } from '../../i18n/index.tsx';
import { useSession } from '../../session/session.tsx';

export function DeleteProfile() {
  const { deletion } = useText().security;
  const { renew } = useSession();
  const deleting = useMutation({
    mutationFn: () => dataOf(api.DELETE('/api/v1/profile', {})),
    // Who is here is asked again: the answer leads to the page that brings it back.
    onSuccess: renew,
  });
  return (
    <Section title={deletion.title}>
      <Text>{deletion.text}</Text>
      <ConfirmButton
        variant="light"
        size="sm"
        label={deletion.submit}
        title={deletion.title}
        text={deletion.sure}
        action={deleting}
      />
    </Section>
  );
}
