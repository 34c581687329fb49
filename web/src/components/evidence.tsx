// What somebody shows to be verified: links, and files that they have sent in.
import { Anchor, List } from '@mantine/core';
import { IconFile, IconLink } from '@tabler/icons-react';
import type { components } from '../api/schema.d.ts';
import { useReading } from '../i18n/index.tsx';

interface EvidenceProps {
  readonly request: Pick<components['schemas']['VerificationRequest'], 'links' | 'files'>;
  readonly fileHref: (fileId: string) => string;
}

const kinds = { 'application/pdf': 'PDF', 'image/jpeg': 'JPEG', 'image/png': 'PNG' } as const;
const kibibyte = 1024;

export function Evidence({ request: { links, files }, fileHref }: EvidenceProps) {
  const { text, formatNumber } = useReading();
  const sizeOf = (bytes: number) =>
    formatNumber(Math.ceil(bytes / kibibyte), { style: 'unit', unit: 'kilobyte', unitDisplay: 'short' });
  if (links.length + files.length === 0) return null;
  return (
    <List listStyleType="none" spacing={4} size="sm">
      {links.map((url) => (
        <List.Item key={url} icon={<IconLink size={16} aria-hidden />} style={{ overflowWrap: 'anywhere' }}>
          <Anchor href={url} target="_blank" rel="nofollow noopener noreferrer" dir="ltr">
            {url}
          </Anchor>
        </List.Item>
      ))}
      {files.map(({ id, type, bytes }, at) => (
        <List.Item key={id} icon={<IconFile size={16} aria-hidden />}>
          <Anchor href={fileHref(id)} target="_blank" rel="noopener">
            {text.trust.verification.file(formatNumber(at + 1), kinds[type], sizeOf(bytes))}
          </Anchor>
        </List.Item>
      ))}
    </List>
  );
}
