// How a name, a colour and a logo look on light and on dark ground, and whether links in that colour can be read there.
import { Alert, Box, Group, luminance, Stack, Text, useMantineTheme } from '@mantine/core';
import { useEffect, useState } from 'react';
import { luminanceThreshold, primaryShade, shadesOf } from '../../../theme.ts';
import { useReading } from '../reading.tsx';

interface BrandPreviewProps {
  readonly name: string;
  /** `#rrggbb`. */
  readonly color: string;
  /** Empty for ours. */
  readonly logoUrl: string;
}

const schemes = ['light', 'dark'] as const;
/** WCAG 2.2, 1.4.3: words of any size. */
const leastContrast = 4.5;

/** From 1 to 21, as WCAG 2.2 has it. */
function contrastOf(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function Ground({ scheme, name, color, logoUrl }: BrandPreviewProps & { scheme: (typeof schemes)[number] }) {
  const { text, formatNumber } = useReading();
  const words = text.admin.tenant;
  const { white, black, colors } = useMantineTheme();
  const ground = scheme === 'light' ? white : colors.dark[6];
  const shade = shadesOf(color)[primaryShade[scheme]];
  const contrast = contrastOf(shade, ground);
  return (
    <Stack component="figure" m={0} gap="xs">
      {/* The same is said in words below. */}
      <Box
        aria-hidden
        p="md"
        bg={ground}
        c={scheme === 'light' ? black : colors.dark[0]}
        bd="1px solid var(--mantine-color-default-border)"
        bdrs="md"
      >
        <Group gap="sm" wrap="nowrap" mb="sm">
          <img src={logoUrl || '/favicon.svg'} alt="" width={28} height={28} />
          <Text fw={650} truncate>
            {name}
          </Text>
        </Group>
        <Group>
          <Text span c={shade} td="underline">
            {words.link}
          </Text>
          <Text
            span
            px="md"
            py={6}
            bdrs="md"
            fw={600}
            size="sm"
            bg={shade}
            c={luminance(shade) > luminanceThreshold ? black : white}
          >
            {text.common.signIn}
          </Text>
        </Group>
      </Box>
      <Text component="figcaption" size="sm">
        {text.common.appearance[scheme]} · {words.contrast(formatNumber(contrast, { maximumFractionDigits: 1 }))}
      </Text>
      {contrast < leastContrast && (
        <Alert color="yellow" variant="light" p="xs">
          {words.faint[scheme]}
        </Alert>
      )}
    </Stack>
  );
}

/** Undefined while it is not known. */
function useIsShown(url: string): boolean | undefined {
  const [shown, setShown] = useState<{ url: string; isShown: boolean }>();
  useEffect(() => {
    if (url === '') return;
    const picture = new Image();
    picture.onload = () => setShown({ url, isShown: true });
    picture.onerror = () => setShown({ url, isShown: false });
    picture.src = url;
    return () => {
      picture.onload = null;
      picture.onerror = null;
    };
  }, [url]);
  return shown?.url === url ? shown.isShown : undefined;
}

export function BrandPreview({ logoUrl, ...brand }: BrandPreviewProps) {
  const { tenant: words } = useReading().text.admin;
  const isShown = useIsShown(logoUrl);
  return (
    <Stack role="group" aria-label={words.preview}>
      {schemes.map((scheme) => (
        <Ground key={scheme} scheme={scheme} {...brand} logoUrl={isShown ? logoUrl : ''} />
      ))}
      <div role="status">{isShown === false && <Text size="sm">{words.logoUnseen}</Text>}</div>
      <Text size="sm">{words.brandingHint}</Text>
    </Stack>
  );
}
