// Where a picture comes in: dropped, pasted, chosen, or taken with the camera.
import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCamera, IconPhotoUp } from '@tabler/icons-react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { useText } from '../../i18n/index.tsx';
import classes from './drop-area.module.css';

interface DropAreaProps {
  readonly disabled: boolean;
  readonly onPicture: (file: File) => void;
}

// With HEIC, although the service refuses it: some browsers can read it, and the others deserve a sentence.
const accepted = 'image/jpeg,image/png,image/gif,image/webp,image/avif,image/heic,image/heif';

const firstImage = (files: FileList | null | undefined): File | undefined =>
  [...(files ?? [])].find(({ type, name }) => type.startsWith('image/') || /\.hei[cf]$/i.test(name));

export function DropArea({ disabled, onPicture }: DropAreaProps) {
  const { avatar } = useText();
  const [isOver, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const hasCamera = matchMedia('(pointer: coarse)').matches;

  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const picture = firstImage(event.clipboardData?.files);
      if (picture && !disabled) onPicture(picture);
    };
    addEventListener('paste', paste);
    return () => removeEventListener('paste', paste);
  }, [disabled, onPicture]);

  const take = (list: FileList | null) => {
    const picture = firstImage(list) ?? list?.[0];
    if (picture) onPicture(picture);
  };
  const over = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <section
      className={classes.area}
      aria-label={avatar.drop}
      data-over={isOver || undefined}
      onDragEnter={over}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (!disabled) take(event.dataTransfer.files);
      }}
    >
      <Stack align="center" gap="sm">
        <IconPhotoUp size={40} stroke={1.4} aria-hidden />
        <Text ta="center">{avatar.drop}</Text>
        <Group justify="center">
          <Button disabled={disabled} onClick={() => files.current?.click()}>
            {avatar.choose}
          </Button>
          {hasCamera && (
            <Button
              variant="light"
              disabled={disabled}
              leftSection={<IconCamera size={18} aria-hidden />}
              onClick={() => camera.current?.click()}
            >
              {avatar.camera}
            </Button>
          )}
        </Group>
        <Text size="sm" c="dimmed" ta="center">
          {avatar.kinds}
        </Text>
      </Stack>
      {[
        { ref: files, label: avatar.choose },
        { ref: camera, label: avatar.camera, capture: 'user' as const },
      ].map(({ ref, label, capture }) => (
        <input
          key={label}
          ref={ref}
          type="file"
          hidden
          accept={accepted}
          aria-label={label}
          {...(capture && { capture })}
          onChange={(event) => {
            take(event.currentTarget.files);
            event.currentTarget.value = ''; // the same file may be chosen again
          }}
        />
      ))}
    </section>
  );
}
