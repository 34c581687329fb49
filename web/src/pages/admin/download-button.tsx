// What a page shows, as a file.
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { fileHref } from './filters.ts';
import { useText } from './reading.tsx';

interface DownloadButtonProps {
  readonly path: string;
  readonly query: Readonly<Record<string, string | number | boolean>>;
}

export function DownloadButton({ path, query }: DownloadButtonProps) {
  const { admin } = useText();
  return (
    <Button
      component="a"
      href={fileHref(path, query)}
      download
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
      style={{ alignSelf: 'end' }}
    >
      {admin.download}
    </Button>
  );
}
