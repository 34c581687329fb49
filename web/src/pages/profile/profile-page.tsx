// One's own profile, to be filled in: it saves itself, and shows beside what others see.
import { Card, Grid, Stack, Title } from '@mantine/core';
import { Failure } from '../../components/failure.tsx';
import { Page } from '../../components/page.tsx';
import { useText } from '../../i18n/index.tsx';
import { type Field as FieldName, useDrafts } from '../../profile/drafts.ts';
import { type OwnProfile, useOwnProfile } from '../../profile/own-profile.ts';
import { Completeness } from './completeness.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { Field, type InputKind } from './field.tsx';
import { Openness } from './openness.tsx';
import { Preview } from './preview.tsx';
import { ShareCard } from './share-card.tsx';

type Section = readonly (readonly [FieldName, InputKind])[];

const sections = {
  identity: [
    ['displayName', 'line'],
    ['handle', 'line'],
    ['headline', 'line'],
    ['firstName', 'line'],
    ['lastName', 'line'],
    ['pronouns', 'line'],
  ],
  about: [
    ['bio', 'text'],
    ['skills', 'tags'],
    ['interests', 'tags'],
    ['activityStatus', 'line'],
  ],
  place: [
    ['location', 'line'],
    ['timezone', 'line'],
    ['language', 'line'],
    ['birthday', 'line'],
  ],
  contact: [
    ['website', 'url'],
    ['phone', 'tel'],
    ['socialLinks', 'links'],
  ],
} as const satisfies Record<string, Section>;

function Editor({ profile }: { profile: OwnProfile }) {
  const { profile: words } = useText();
  const drafts = useDrafts(profile);
  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Stack gap="lg">
          <Openness profile={profile} />
          {Object.entries(sections).map(([section, fields]) => (
            <Card key={section} withBorder padding="lg" component="section">
              <Stack gap="sm">
                <Title order={2} size="h4">
                  {words.sections[section as keyof typeof sections]}
                </Title>
                {fields.map(([name, kind]) => (
                  <Field key={name} name={name} kind={kind} profile={profile} drafts={drafts} />
                ))}
              </Stack>
            </Card>
          ))}
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Stack gap="lg" style={{ position: 'sticky', top: 80 }}>
          <Completeness />
          <Preview profile={profile} />
          <ShareCard profile={profile} />
        </Stack>
      </Grid.Col>
      <ConflictDialog drafts={drafts} />
    </Grid>
  );
}

export function ProfilePage() {
  const { profile: words } = useText();
  const { data: profile, error, refetch } = useOwnProfile();
  return (
    <Page title={words.title} lead={words.lead} size="xl">
      {error && !profile && <Failure error={error} onRetry={() => void refetch()} />}
      {profile && <Editor profile={profile} />}
    </Page>
  );
}
