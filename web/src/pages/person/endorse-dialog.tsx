// Vouching for a skill, with a few words if one likes.
import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { Failure } from '../../components/failure.tsx';
import { useText } from '../../i18n/index.tsx';
import { endorsedKey } from './endorsed-key.ts';

const longestNote = 280;

export function EndorseDialog({ id, skill, onClose }: { id: string; skill: string; onClose: () => void }) {
  const { common, person } = useText();
  const words = person.skills;
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const endorsing = useMutation({
    mutationFn: () =>
      dataOf(
        api.POST('/api/v1/profiles/{id}/endorsements', {
          params: { path: { id } },
          body: { skill, note: note.trim() === '' ? null : note },
        }),
      ),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: endorsedKey(id) });
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.endorseTitle(skill)}
      closeButtonProps={{ 'aria-label': common.dismiss }}
      centered
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          endorsing.mutate();
        }}
      >
        <Stack>
          <Textarea
            label={words.note}
            description={words.noteHint}
            value={note}
            maxLength={longestNote}
            autosize
            minRows={2}
            data-autofocus
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          {endorsing.error && <Failure error={endorsing.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button type="submit" loading={endorsing.isPending}>
              {words.endorse}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
