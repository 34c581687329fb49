// Ways to pass a profile on: its address, sites, a QR code, a card for address books.
import { Anchor, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconDownload, IconShare } from '@tabler/icons-react';
import { Copyable } from '../../components/copyable.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { qrPngUrl, qrSvgUrl } from '../../components/qr-encoding.ts';
import { useText } from '../../i18n/index.tsx';
import { personUrl } from '../../pages/person/person-path.ts';
import { type Site, sites } from '../sources.ts';
import type { SharedPerson } from './shared-person.ts';

/** Where each site takes an address to write about. */
const targets = {
  linkedin: 'https://www.linkedin.com/sharing/share-offsite/?url=',
  bluesky: 'https://bsky.app/intent/compose?text=',
  twitter: 'https://x.com/intent/post?url=',
  facebook: 'https://www.facebook.com/sharer/sharer.php?u=',
  reddit: 'https://www.reddit.com/submit?url=',
} as const satisfies Partial<Record<Site, string>>;
const targetSites = Object.keys(targets) as (keyof typeof targets)[];

function Code({ value, label, file }: { value: string; label: string; file: string }) {
  const { share } = useText();
  const files = { SVG: qrSvgUrl(value), PNG: qrPngUrl(value) };
  return (
    <Stack align="center" gap="xs">
      <QrCode value={value} label={label} size={200} />
      <Group gap="xs">
        {Object.entries(files).map(([kind, href]) => (
          <Button
            key={kind}
            component="a"
            href={href}
            download={`${file}.${kind.toLowerCase()}`}
            variant="default"
            size="xs"
            leftSection={<IconDownload size={14} aria-hidden />}
            aria-label={share.qrFile(kind)}
          >
            {kind}
          </Button>
        ))}
      </Group>
    </Stack>
  );
}

interface ShareDialogProps extends SharedPerson {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function ShareDialog({ person, name, isOwn, onShare, isOpen, onClose }: ShareDialogProps) {
  const { common, share } = useText();
  const url = personUrl(person);
  const card = `/api/v1/profiles/${person.id}/vcard`;
  // Whoever changes their mind in the dialog of the device has passed nothing on.
  const pass = () => void navigator.share({ title: name, url }).then(onShare, () => undefined);
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={isOwn ? share.own : share.title(name)}
      closeButtonProps={{ 'aria-label': common.dismiss }}
      centered
    >
      <Stack>
        <Copyable label={share.link} value={url} {...(onShare && { onCopy: onShare })} />
        {'share' in navigator && (
          <Button variant="light" leftSection={<IconShare size={16} aria-hidden />} onClick={pass}>
            {share.device}
          </Button>
        )}
        <Stack gap={4}>
          <Text size="sm" fw={500} id="share-sites">
            {share.sites}
          </Text>
          <Group gap="xs" role="group" aria-labelledby="share-sites">
            {targetSites.map((site) => (
              <Button
                key={site}
                component="a"
                href={`${targets[site]}${encodeURIComponent(personUrl(person, site))}`}
                target="_blank"
                rel="noopener noreferrer"
                variant="default"
                size="xs"
                {...(onShare && { onClick: onShare })}
              >
                {sites[site]}
              </Button>
            ))}
          </Group>
          {isOwn && <Text size="sm">{share.sitesHint}</Text>}
        </Stack>
        <Code value={url} label={share.qrCode(name)} file={person.handle ?? person.id} />
        {isOwn ? (
          <Copyable label={share.cardLink} value={`${location.origin}${card}`} />
        ) : (
          <Anchor href={card} download size="sm">
            {share.card}
          </Anchor>
        )}
      </Stack>
    </Modal>
  );
}
