// One field of the profile: its input, who sees it, and whether it is saved.
import { Box, Button, Group, Text, Textarea, TextInput } from '@mantine/core';
import { sentenceOf } from '../../components/failure.tsx';
import { useText } from '../../i18n/index.tsx';
import { AudienceChoice } from '../../profile/audience-choice.tsx';
import type { DraftKeeper, Field as FieldName } from '../../profile/drafts.ts';
import { type OwnProfile, useSavePrivacy } from '../../profile/own-profile.ts';
import { LinksInput } from './links-input.tsx';
import { TagsField } from './tags-field.tsx';

export type InputKind = 'line' | 'text' | 'tags' | 'links' | 'url' | 'tel' | 'date';

interface FieldProps {
  readonly name: FieldName;
  readonly kind: InputKind;
  readonly profile: OwnProfile;
  readonly drafts: DraftKeeper;
}

/** Nothing typed is no value. */
const orNull = (text: string): string | null => (text === '' ? null : text);

function Saving({ name, drafts }: Pick<FieldProps, 'name' | 'drafts'>) {
  const { common } = useText();
  const state = drafts.stateOf(name);
  const words = { typed: common.saving, saving: common.saving, waiting: common.failed.offline, saved: common.saved };
  return (
    <Group gap="xs" mih={24} role="status" aria-live="polite">
      {state !== undefined && state !== 'refused' && (
        <Text size="xs" c="dimmed">
          {words[state]}
        </Text>
      )}
      {state === 'saved' && (
        <Button variant="subtle" size="compact-xs" onClick={() => drafts.undo(name)}>
          {common.undo}
        </Button>
      )}
    </Group>
  );
}

export function Field({ name, kind, profile, drafts }: FieldProps) {
  const { common, profile: words } = useText();
  const { mutate: savePrivacy } = useSavePrivacy();
  const label = words.fields[name as keyof typeof words.fields];
  const value = drafts.valueOf(name);
  const audience = (profile.privacy as Partial<Record<string, OwnProfile['visibility']>>)[name];
  const error = drafts.stateOf(name) === 'refused' ? sentenceOf(drafts.errorOf(name), common) : undefined;
  const shared = { 'aria-label': label, error, onBlur: () => drafts.finish(name) };
  const text = typeof value === 'string' ? value : '';
  const typeText = (typed: string) => drafts.change(name, orNull(typed));
  return (
    <Box id={name} style={{ scrollMarginTop: 80 }}>
      <Group justify="space-between" mb={4}>
        <Text component="span" fw={550} size="sm">
          {label}
        </Text>
        {audience && (
          <AudienceChoice of={label} value={audience} onChange={(chosen) => savePrivacy({ [name]: chosen })} />
        )}
      </Group>
      {kind === 'tags' && (
        <TagsField
          label={label}
          value={Array.isArray(value) ? value : []}
          error={error}
          onChange={(tags) => drafts.change(name, tags)}
        />
      )}
      {kind === 'links' && (
        <LinksInput
          label={label}
          value={
            value !== null && typeof value === 'object' && !Array.isArray(value)
              ? (value as Record<string, string>)
              : {}
          }
          error={error}
          onChange={(links) => drafts.change(name, links)}
        />
      )}
      {kind === 'text' && (
        <Textarea
          {...shared}
          autosize
          minRows={4}
          maxRows={14}
          value={text}
          onChange={(event) => typeText(event.currentTarget.value)}
        />
      )}
      {kind !== 'tags' && kind !== 'links' && kind !== 'text' && (
        <TextInput
          {...shared}
          type={kind === 'line' ? 'text' : kind}
          value={text}
          onChange={(event) => typeText(event.currentTarget.value)}
        />
      )}
      <Saving name={name} drafts={drafts} />
    </Box>
  );
}
