// Choosing the square that is shown, and turning the picture upright; by mouse, finger or keyboard.
import { Button, Group, Modal, Slider, Stack, Text, TextInput } from '@mantine/core';
import { IconRotateClockwise } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import Cropper from 'react-easy-crop';
import 'react-easy-crop/react-easy-crop.css';
import { useText } from '../../i18n/index.tsx';
import { type Area, turnAndCut } from './picture.ts';
import type { Picture } from './upload.ts';

interface CropDialogProps {
  readonly file: Blob;
  readonly onDone: (picture: Picture) => void;
  readonly onCancel: () => void;
}

const quarter = 90;
const mostZoom = 5;

export function CropDialog({ file, onDone, onCancel }: CropDialogProps) {
  const { avatar, common } = useText();
  const [url, setUrl] = useState<string>();
  const [place, setPlace] = useState({ x: 0, y: 0 });
  const [zoom, setZoom] = useState(1);
  const [degrees, setDegrees] = useState(0);
  const [area, setArea] = useState<Area>();
  const [alt, setAlt] = useState('');

  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);

  const finish = async () => {
    const words = alt.trim() === '' ? {} : { alt: alt.trim() };
    if (!area) return onDone({ file, ...words });
    if (degrees % 360 === 0) return onDone({ file, crop: area, ...words });
    onDone({ file: await turnAndCut(file, area, degrees), ...words });
  };
  return (
    <Modal
      opened
      onClose={onCancel}
      title={avatar.crop.title}
      size="lg"
      closeButtonProps={{ 'aria-label': common.dismiss }}
    >
      <Stack>
        <div style={{ position: 'relative', height: 360 }}>
          {url && (
            <Cropper
              image={url}
              crop={place}
              zoom={zoom}
              maxZoom={mostZoom}
              rotation={degrees}
              aspect={1}
              cropShape="round"
              showGrid={false}
              disableAutomaticStylesInjection
              onCropChange={setPlace}
              onZoomChange={setZoom}
              onRotationChange={setDegrees}
              onCropComplete={(_share, pixels) => setArea(pixels)}
            />
          )}
        </div>
        <Group wrap="nowrap">
          <Text size="sm" id="zoom-label">
            {avatar.crop.zoom}
          </Text>
          <Slider
            flex={1}
            min={1}
            max={mostZoom}
            step={0.05}
            label={null}
            value={zoom}
            onChange={setZoom}
            thumbProps={{ 'aria-labelledby': 'zoom-label' }}
          />
          <Button
            variant="default"
            leftSection={<IconRotateClockwise size={18} aria-hidden />}
            onClick={() => setDegrees((before) => (before + quarter) % 360)}
          >
            {avatar.crop.rotate}
          </Button>
        </Group>
        <TextInput
          label={avatar.alt}
          description={avatar.altHint}
          value={alt}
          onChange={(event) => setAlt(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {common.cancel}
          </Button>
          <Button onClick={() => void finish()}>{avatar.crop.use}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
