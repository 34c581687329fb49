// One setting: its input, whether it is saved, and the way back to the default.
import { Badge, Box, Button, Code, Group, Text } from '@mantine/core';
import { sentenceOf } from '../../components/failure.tsx';
import { useText } from '../../i18n/index.tsx';
import { SettingInput } from './setting-input.tsx';
import { type Setting, useSaveSetting } from './settings.ts';

export function SettingRow({ setting }: { setting: Setting }) {
  const { common, settings } = useText();
  const { mutate: save, variables, isPending, isSuccess, error } = useSaveSetting(setting.key);
  const sentence = error ? sentenceOf(error, common) : undefined;
  return (
    <Box id={setting.key} style={{ scrollMarginTop: 80 }}>
      <SettingInput
        setting={setting}
        label={setting.description ?? setting.key}
        error={sentence}
        pending={isPending && variables !== null ? variables : undefined}
        onSave={save}
      />
      <Group gap="xs" mt={4} mih={26}>
        {setting.description !== null && <Code>{setting.key}</Code>}
        {setting.isPublic && (
          <Badge variant="light" tt="none">
            {settings.isPublic}
          </Badge>
        )}
        {!setting.isDefault && (
          <Button variant="subtle" size="compact-xs" disabled={isPending} onClick={() => save(null)}>
            {settings.toDefault}
          </Button>
        )}
        <Text size="xs" role="status" aria-live="polite">
          {isPending ? common.saving : isSuccess ? common.saved : ''}
        </Text>
        {setting.settingType === 'json' && sentence !== undefined && (
          <Text size="sm" c="red" role="alert">
            {sentence}
          </Text>
        )}
      </Group>
    </Box>
  );
}
