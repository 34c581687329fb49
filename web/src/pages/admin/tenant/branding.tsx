// The name, colour and logo of the tenant, seen before they are saved.
import { ColorInput, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { readBrand } from '../../../brand.ts';
import { useText } from '../reading.tsx';
import { BrandPreview } from './brand-preview.tsx';
import { SavedSection } from './saved-section.tsx';
import type { TenantSettings } from './tenant-settings.ts';

const isColor = /^#[0-9a-f]{6}$/i;
const isUrl = (typed: string) => /^https?:/i.test(typed) && URL.canParse(typed);
const pauseMs = 400;
const swatches = ['#8c4a3c', '#1d4ed8', '#0f766e', '#15803d', '#6d28d9', '#be185d', '#b45309', '#334155'];
const orNull = (typed: string) => (typed.trim() === '' ? null : typed.trim());

export function Branding({ name: tenantName, settings }: { name: string; settings: TenantSettings }) {
  const words = useText().admin.tenant;
  const [name, setName] = useState(settings.branding?.name ?? '');
  const [color, setColor] = useState(settings.branding?.color ?? '');
  const [logoUrl, setLogoUrl] = useState(settings.branding?.logoUrl ?? '');
  const [logo] = useDebouncedValue(logoUrl.trim(), pauseMs);
  const shown = isColor.test(color) ? color : readBrand().color;
  return (
    <SavedSection
      title={words.branding}
      isDisabled={color !== '' && !isColor.test(color)}
      change={{ branding: { name: orNull(name), color: orNull(color.toLowerCase()), logoUrl: orNull(logoUrl) } }}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        <Stack>
          <TextInput
            label={words.name}
            placeholder={tenantName}
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <ColorInput
            label={words.color}
            placeholder="#rrggbb"
            format="hex"
            swatches={swatches}
            eyeDropperButtonProps={{ 'aria-label': words.color }}
            error={color !== '' && !isColor.test(color)}
            value={color}
            onChange={setColor}
          />
          <TextInput
            type="url"
            label={words.logo}
            placeholder="https://"
            value={logoUrl}
            onChange={(event) => setLogoUrl(event.currentTarget.value)}
          />
        </Stack>
        <BrandPreview name={name.trim() || tenantName} color={shown} logoUrl={isUrl(logo) ? logo : ''} />
      </SimpleGrid>
    </SavedSection>
  );
}
