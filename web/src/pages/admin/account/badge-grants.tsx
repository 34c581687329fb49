// The badges that somebody has and had; giving one, and taking one away.
import { Badge, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../../api/client.ts';
import type { components } from '../../../api/schema.d.ts';
import { Failure } from '../../../components/failure.tsx';
import { Section } from '../../../components/section.tsx';
import { BadgeIcon } from '../badges/badge-icon.tsx';
import { DayInput } from '../filter-inputs.tsx';
import { endOf } from '../filters.ts';
import { peopleKey, useBadges } from '../people/people.ts';
import { useReading } from '../reading.tsx';
import { ReasonDialog } from '../reason-dialog.tsx';
import { useAccountAction } from './use-account-action.ts';

type Grant = components['schemas']['PastBadgeGrant'];

function GrantRow({ grant, onRevoke }: { grant: Grant; onRevoke: () => void }) {
  const { text, formatDate } = useReading();
  const words = text.admin.grants;
  const isOver = grant.revokedAt !== null || (grant.expiresAt !== null && new Date(grant.expiresAt) <= new Date());
  return (
    <Group wrap="nowrap" align="start" justify="space-between">
      <Group wrap="nowrap" align="start" style={{ minWidth: 0 }}>
        <BadgeIcon icon={grant.icon} url={grant.iconUrl} />
        <Stack gap={0} style={{ minWidth: 0 }}>
          <Group gap="xs">
            <Text fw={550}>{grant.name}</Text>
            {isOver && (
              <Badge variant="light" color="gray" tt="none">
                {grant.revokedAt ? words.revoked : words.expired}
              </Badge>
            )}
          </Group>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {grant.revokedBecause ?? grant.reason}
          </Text>
          <Text size="sm" c="dimmed">
            {grant.issuer} · {formatDate(grant.grantedAt)}
            {grant.expiresAt && ` – ${formatDate(grant.expiresAt)}`}
          </Text>
        </Stack>
      </Group>
      {!isOver && (
        <Button variant="subtle" color="red" size="compact-sm" style={{ flexShrink: 0 }} onClick={onRevoke}>
          {words.revoke}
        </Button>
      )}
    </Group>
  );
}

export function BadgeGrants({ userId }: { userId: string }) {
  const { admin, profile } = useReading().text;
  const words = admin.grants;
  const queries = useQueryClient();
  const { data: badges } = useBadges();
  const [slug, setSlug] = useState<string | null>(null);
  const [isGranting, setIsGranting] = useState(false);
  const [evidenceUrl, setEvidenceUrl] = useState('');
  const [expires, setExpires] = useState('');
  const [revoked, setRevoked] = useState<Grant>();
  const key = [...peopleKey, 'grants', userId];
  const params = { path: { id: userId } };
  const { data, error } = useQuery({
    queryKey: key,
    queryFn: () => dataOf(api.GET('/api/v1/users/{id}/badges', { params })),
  });
  // The badges on somebody's public page are known by themselves.
  const renew = () => void queries.invalidateQueries({ queryKey: ['badges', userId] });
  const granting = useAccountAction(
    (grant: { slug: string; reason: string }) =>
      dataOf(
        api.POST('/api/v1/users/{id}/badges', {
          params,
          body: {
            ...grant,
            ...(evidenceUrl && { evidenceUrl }),
            ...(expires && { expiresAt: endOf(expires) }),
          },
        }),
      ),
    () => {
      setIsGranting(false);
      setSlug(null);
      setEvidenceUrl('');
      setExpires('');
      renew();
    },
  );
  const revoking = useAccountAction(
    ({ grantId, reason }: { grantId: string; reason: string }) =>
      dataOf(
        api.DELETE('/api/v1/users/{id}/badges/{grantId}', {
          params: { path: { id: userId, grantId }, query: { reason } },
        }),
      ),
    () => {
      setRevoked(undefined);
      renew();
    },
  );
  return (
    <Section title={profile.fields.badges}>
      {error && <Failure error={error} />}
      {data?.length === 0 && <Text c="dimmed">{words.none}</Text>}
      {data?.map((grant) => (
        <GrantRow key={grant.id} grant={grant} onRevoke={() => setRevoked(grant)} />
      ))}
      <Group align="end">
        <Select
          label={words.grant}
          placeholder={admin.people.badge}
          searchable
          value={slug}
          onChange={setSlug}
          data={(badges ?? []).map((badge) => ({ value: badge.slug, label: badge.name }))}
        />
        <Button disabled={slug === null} onClick={() => setIsGranting(true)}>
          {words.grant}
        </Button>
      </Group>
      {isGranting && slug !== null && (
        <ReasonDialog
          title={words.grant}
          confirm={words.grant}
          hint={words.reasonHint}
          isHarmless
          isPending={granting.isPending}
          error={granting.error}
          onConfirm={(reason) => granting.mutate({ slug, reason })}
          onClose={() => setIsGranting(false)}
        >
          <TextInput
            type="url"
            label={words.evidence}
            placeholder="https://"
            value={evidenceUrl}
            onChange={(event) => setEvidenceUrl(event.currentTarget.value)}
          />
          <DayInput label={words.expires} value={expires} onChange={setExpires} />
        </ReasonDialog>
      )}
      {revoked && (
        <ReasonDialog
          title={`${words.revoke}: ${revoked.name}`}
          confirm={words.revoke}
          isPending={revoking.isPending}
          error={revoking.error}
          onConfirm={(reason) => revoking.mutate({ grantId: revoked.id, reason })}
          onClose={() => setRevoked(undefined)}
        />
      )}
    </Section>
  );
}
