// Every field and who sees it, in one table; and what others may know besides.
import { SegmentedControl, Switch, Table, Text, VisuallyHidden } from '@mantine/core';
import { Failure } from '../../components/failure.tsx';
import { Page } from '../../components/page.tsx';
import { Section } from '../../components/section.tsx';
import { useText } from '../../i18n/index.tsx';
import { type Audience, type OwnProfile, useOwnProfile, useSavePrivacy } from '../../profile/own-profile.ts';
import { usePreferences, useSavePreferences } from '../../profile/preferences.ts';
import { Openness } from '../profile/openness.tsx';
import { BlockedPeople } from './blocked-people.tsx';

const audiences: readonly Audience[] = ['public', 'authenticated', 'private'];

function Fields({ profile }: { profile: OwnProfile }) {
  const { profile: words, privacy } = useText();
  const { mutate: save, error } = useSavePrivacy();
  return (
    <Section title={privacy.fields}>
      <Table.ScrollContainer minWidth={320}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{privacy.field}</Table.Th>
              <Table.Th>{privacy.who}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {Object.entries(profile.privacy).map(([field, audience]) => {
              const label = words.fields[field as keyof typeof words.fields];
              return (
                <Table.Tr key={field}>
                  <Table.Th scope="row" fw={500}>
                    {label}
                  </Table.Th>
                  <Table.Td>
                    <SegmentedControl
                      size="xs"
                      aria-label={words.whoSees(label)}
                      value={audience}
                      onChange={(chosen) => save({ [field]: chosen as Audience })}
                      data={audiences.map((value) => ({ value, label: words.audiences[value].name }))}
                    />
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {error && <Failure error={error} />}
    </Section>
  );
}

function Switches() {
  const { privacy } = useText();
  const { data, error } = usePreferences();
  const { mutate: save, error: refused } = useSavePreferences();
  if (error ?? refused) return <Failure error={error ?? refused} />;
  if (!data) return null;
  return (
    <Section title={privacy.more}>
      {Object.entries(data.preferences.privacy).map(([name, isOn]) => {
        const { label, hint } = privacy.switches[name as keyof typeof privacy.switches];
        return (
          <Switch
            key={name}
            label={label}
            description={hint}
            checked={isOn}
            onChange={(event) => save({ privacy: { [name]: event.currentTarget.checked } })}
          />
        );
      })}
    </Section>
  );
}

export function PrivacyPage() {
  const { privacy, common } = useText();
  const { data: profile, error, refetch } = useOwnProfile();
  return (
    <Page title={privacy.title} lead={privacy.lead}>
      {error && !profile && <Failure error={error} onRetry={() => void refetch()} />}
      {profile ? (
        <>
          <Openness profile={profile} />
          <Fields profile={profile} />
          <Switches />
          <BlockedPeople />
        </>
      ) : (
        <VisuallyHidden>
          <Text>{common.loading}</Text>
        </VisuallyHidden>
      )}
    </Page>
  );
}
