// One's picture: choosing, cutting, sending, and what became of it.
import { Alert, Progress as Bar, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Failure } from '../../components/failure.tsx';
import { Page } from '../../components/page.tsx';
import { useText } from '../../i18n/index.tsx';
import { Portrait } from '../../profile/portrait.tsx';
import { useMe } from '../../session/session.tsx';
import { CropDialog } from './crop-dialog.tsx';
import { DropArea } from './drop-area.tsx';
import { History } from './history.tsx';
import { CannotOpen, prepare } from './picture.ts';
import { type Progress, useUpload } from './use-upload.ts';

/** What the service makes of each picture: five sizes in two formats. */
const filesOfOne = 10;

function Going({ progress }: { progress: Progress }) {
  const { avatar } = useText();
  if (progress.phase === 'failed') return <Failure error={progress.error} />;
  if (progress.phase === 'refused')
    return (
      <Alert color="red" title={avatar.refused}>
        {progress.reason}
      </Alert>
    );
  if (progress.phase === 'done') return <Alert color="green">{avatar.done}</Alert>;
  const share =
    progress.phase === 'sending' ? progress.share / 2 : 0.5 + Math.min(0.5, progress.files / filesOfOne / 2);
  return (
    <Stack gap={4} role="status">
      <Text size="sm">{avatar[progress.phase]}</Text>
      <Bar value={share * 100} animated aria-label={avatar[progress.phase]} />
    </Stack>
  );
}

export function AvatarPage() {
  const { avatar } = useText();
  const me = useMe();
  const { progress, start, clear } = useUpload();
  const [chosen, setChosen] = useState<Blob>();
  const [cannotOpen, setCannotOpen] = useState(false);
  const isBusy = progress?.phase === 'sending' || progress?.phase === 'processing';
  const choose = async (file: File) => {
    clear();
    setCannotOpen(false);
    try {
      setChosen(await prepare(file));
    } catch (error) {
      if (!(error instanceof CannotOpen)) throw error;
      setCannotOpen(true);
    }
  };
  return (
    <Page title={avatar.title} lead={avatar.lead}>
      <Group align="start" gap="xl">
        <Portrait
          src={me.avatarUrls?.avatarUrl ?? me.avatar}
          thumbHash={me.avatarThumbHash}
          alt={me.avatarAlt ?? avatar.title}
          size={160}
        />
        <Stack flex={1} miw={260}>
          <DropArea disabled={isBusy} onPicture={(file) => void choose(file)} />
          {cannotOpen && <Alert color="yellow">{avatar.cannotOpen}</Alert>}
          {progress && <Going progress={progress} />}
        </Stack>
      </Group>
      <History />
      {chosen && (
        <CropDialog
          file={chosen}
          onCancel={() => setChosen(undefined)}
          onDone={(picture) => {
            setChosen(undefined);
            void start(picture);
          }}
        />
      )}
    </Page>
  );
}
