// Telling moderators that something is wrong with an endorsement.
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { Failure } from '../../components/failure.tsx';
import { useText } from '../../i18n/index.tsx';

const longestReason = 500;

function ReportForm({ id, onClose }: { id: string; onClose: () => void }) {
  const { common, person } = useText();
  const [reason, setReason] = useState('');
  const report = useMutation({
    mutationFn: () =>
      dataOf(api.POST('/api/v1/endorsements/{id}/reports', { params: { path: { id } }, body: { reason } })),
  });
  if (report.isSuccess)
    return (
      <Stack>
        <Text role="status">{person.report.thanks}</Text>
        <Button style={{ alignSelf: 'end' }} onClick={onClose}>
          {common.dismiss}
        </Button>
      </Stack>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        report.mutate();
      }}
    >
      <Stack>
        <Textarea
          label={person.report.reason}
          description={person.report.hint}
          value={reason}
          maxLength={longestReason}
          autosize
          minRows={3}
          required
          data-autofocus
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {report.error && <Failure error={report.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" color="red" loading={report.isPending} disabled={reason.trim() === ''}>
            {person.report.send}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export function ReportButton({ id }: { id: string }) {
  const { common, person } = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="subtle" color="gray" size="xs" onClick={() => setOpen(true)}>
        {person.report.open}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={person.report.title}
        closeButtonProps={{ 'aria-label': common.dismiss }}
        centered
      >
        <ReportForm id={id} onClose={() => setOpen(false)} />
      </Modal>
    </>
  );
}
