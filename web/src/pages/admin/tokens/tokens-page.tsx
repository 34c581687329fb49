// The tokens of other back ends: what each may do, when it was used, and ending it.
import { Badge, Group, Stack, Text } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, dataOf } from '../../../api/client.ts';
import type { components } from '../../../api/schema.d.ts';
import { ConfirmButton } from '../../../components/confirm-button.tsx';
import { ItemCard } from '../../../components/item-card.tsx';
import { StateBadge } from '../../../components/state-badge.tsx';
import { useProvedMutation } from '../../../session/fresh-proof.tsx';
import { CollectionPage } from '../collection-page.tsx';
import { useFilters } from '../filters.ts';
import { useReading, useText } from '../reading.tsx';
import { TokenDialog } from './token-dialog.tsx';
import { tokensKey } from './tokens.ts';

type Token = components['schemas']['ServiceToken'];

const pageSize = 20;

function TokenCard({ token: { id, name, scopes, createdAt, lastUsedAt, revokedAt } }: { token: Token }) {
  const { text, formatAge, formatDate } = useReading();
  const words = text.admin.tokens;
  const queries = useQueryClient();
  const revoking = useProvedMutation(
    () => dataOf(api.DELETE('/api/v1/service-tokens/{id}', { params: { path: { id } } })),
    () => queries.invalidateQueries({ queryKey: tokensKey }),
  );
  return (
    <ItemCard
      title={name}
      aside={
        <StateBadge color={revokedAt ? 'gray' : 'teal'}>
          {revokedAt ? `${words.revoked} · ${formatDate(revokedAt)}` : words.good}
        </StateBadge>
      }
    >
      <Group gap={6}>
        {scopes.map((scope) => (
          <Badge key={scope} variant="light" tt="none" fw={500}>
            {words.scopeNames[scope]}
          </Badge>
        ))}
      </Group>
      <Text size="sm" c="dimmed">
        {words.madeOn(formatDate(createdAt))} · {lastUsedAt ? words.usedLast(formatAge(lastUsedAt)) : words.unused}
      </Text>
      {!revokedAt && <ConfirmButton label={words.revoke} of={name} text={words.revokeText} action={revoking} />}
    </ItemCard>
  );
}

export function TokensPage() {
  const words = useText().admin.tokens;
  const { cursor, pagesBy } = useFilters();
  const { data, error, refetch } = useQuery({
    queryKey: [...tokensKey, cursor],
    queryFn: () =>
      answerOf(
        api.GET('/api/v1/service-tokens', { params: { query: { limit: pageSize, ...(cursor && { cursor }) } } }),
      ),
    placeholderData: keepPreviousData,
  });
  return (
    <CollectionPage
      area="tokens"
      add={words.make}
      items={data?.data}
      error={error}
      onRetry={refetch}
      pages={pagesBy(data?.meta)}
      empty={words.nobody}
      dialog={(_, onClose) => <TokenDialog onClose={onClose} />}
    >
      {(tokens) => (
        <Stack>
          {tokens.map((token) => (
            <TokenCard key={token.id} token={token} />
          ))}
        </Stack>
      )}
    </CollectionPage>
  );
}
