// The name, colour and logo of the tenant, seen before they are saved.
import { Badge, Button, Card, ColorInput, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { readBrand } from '../../../brand.ts';
import { Failure } from '../../../components/failure.tsx';
import { Section } from '../../../components/section.tsx';
import { useText } from '../../../i18n/index.tsx';
import { type TenantSettings, useSetUp } from './tenant-settings.ts';

const isColor = /^#[0-9a-f]{6}$/i;
const swatches = ['#8c4a3c', '#1d4ed8', '#0f766e', '#15803d', '#6d28d9', '#be185d', '#b45309', '#334155'];
const orNull = (typed: string) => (typed.trim() === '' ? null : typed.trim());

export function Branding({ name: tenantName, settings }: { name: string; settings: TenantSettings }) {
  const { admin, common } = useText();
  const words = admin.tenant;
  const [name, setName] = useState(settings.branding?.name ?? '');
  const [color, setColor] = useState(settings.branding?.color ?? '');
  const [logoUrl, setLogoUrl] = useState(settings.branding?.logoUrl ?? '');
  const { mutate: save, isPending, error } = useSetUp();
  const shown = isColor.test(color) ? color : readBrand().color;
  return (
    <Section title={words.branding}>
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
        <Card withBorder padding="lg" component="figure" m={0} aria-label={words.preview}>
          <Stack align="start">
            <Text fw={700} size="lg">
              {name.trim() || tenantName}
            </Text>
            <Group>
              <Button color={shown} autoContrast tabIndex={-1}>
                {common.signIn}
              </Button>
              <Badge color={shown} autoContrast tt="none">
                {common.navigation.profile}
              </Badge>
            </Group>
            <Text size="sm">{words.brandingHint}</Text>
          </Stack>
        </Card>
      </SimpleGrid>
      {error !== null && <Failure error={error} />}
      <Group justify="flex-end">
        <Button
          loading={isPending}
          disabled={color !== '' && !isColor.test(color)}
          onClick={() =>
            save({ branding: { name: orNull(name), color: orNull(color.toLowerCase()), logoUrl: orNull(logoUrl) } })
          }
        >
          {common.save}
        </Button>
      </Group>
    </Section>
  );
}
