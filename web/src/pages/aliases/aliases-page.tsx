// Where somebody is who: every alias they wear or wore, newest first. Nobody else can list them.
import { Anchor, Button, Stack, Text } from '@mantine/core';
import { Link } from 'wouter';
import { Failure } from '../../components/failure.tsx';
import { Page } from '../../components/page.tsx';
import { useText } from '../../i18n/index.tsx';
import { AliasCard } from './alias-card.tsx';
import { useAliases } from './aliases.ts';

export function AliasesPage() {
  const { aliases: words, activity, settings } = useText();
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useAliases();
  const aliases = data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Page title={words.title} lead={words.lead}>
      <Anchor component={Link} href="/settings" size="sm">
        {settings.title}
      </Anchor>
      <Text>{words.text}</Text>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      <Stack>
        {aliases.map((alias) => (
          <AliasCard key={alias.aliasId} alias={alias} />
        ))}
      </Stack>
      {data && aliases.length === 0 && <Text>{words.none}</Text>}
      {hasNextPage && (
        <Button variant="light" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {activity.more}
        </Button>
      )}
    </Page>
  );
}
