// Choosing a picture of one's own for a badge, or going back to the drawn icon; it is sent with the rest of the form.
import { Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useText } from '../reading.tsx';
import { BadgeIcon, type IconName } from './badge-icon.tsx';
import { type IconChange, iconTypes } from './icon-change.ts';

interface IconInputProps {
  /** The drawn one. */
  readonly icon: IconName;
  /** The uploaded one that is shown now. */
  readonly url: string | null;
  readonly name: string;
  readonly change: IconChange;
  readonly onChange: (change: IconChange) => void;
}

/** An address for a file that has not been sent yet. */
function usePreview(file: File | undefined): string | null {
  const [preview, setPreview] = useState<string | null>(null);
  useEffect(() => {
    if (!file) {
      setPreview(null);
      return undefined;
    }
    const url = URL.createObjectURL(file);
    setPreview(url);
    return () => URL.revokeObjectURL(url);
  }, [file]);
  return preview;
}

export function IconInput({ icon, url, name, change, onChange }: IconInputProps) {
  const words = useText().admin.badges;
  const preview = usePreview(change instanceof File ? change : undefined);
  const shown = preview ?? (change === undefined ? url : null);
  return (
    <Group wrap="nowrap" role="group" aria-label={words.picture}>
      <BadgeIcon icon={icon} url={shown} alt={words.pictureOf(name)} size={56} />
      <Stack gap={4}>
        <Group gap="xs">
          <FileButton accept={iconTypes} onChange={(file) => file && onChange(file)}>
            {(props) => (
              <Button variant="light" size="xs" {...props}>
                {words.choosePicture}
              </Button>
            )}
          </FileButton>
          {shown !== null && (
            <Button
              variant="subtle"
              color="red"
              size="xs"
              onClick={() => onChange(url === null ? undefined : 'remove')}
            >
              {words.removePicture}
            </Button>
          )}
        </Group>
        <Text size="sm">{words.pictureHint}</Text>
      </Stack>
    </Group>
  );
}
