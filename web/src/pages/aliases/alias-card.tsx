// One alias: where it is worn, and what its owner can do about it.
import { Avatar, Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { isApiError } from '../../api/errors.ts';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { Failure } from '../../components/failure.tsx';
import { useReading } from '../../i18n/index.tsx';
import { type Alias, useRegenerate, useReveal } from './aliases.ts';

const minuteMs = 60_000;

/** Whole minutes until another alias can be taken, counted down; 0 when it can, as far as is known. */
function useCoolDown(refusal: unknown): number {
  const [minutes, setMinutes] = useState(0);
  useEffect(() => {
    if (!isApiError(refusal, 'ALIAS_COOL_DOWN') || refusal.retryAfterSeconds === undefined) return setMinutes(0);
    const readyAtMs = Date.now() + refusal.retryAfterSeconds * 1000;
    const count = () => setMinutes(Math.max(0, Math.ceil((readyAtMs - Date.now()) / minuteMs)));
    count();
    const timer = setInterval(count, minuteMs / 4);
    return () => clearInterval(timer);
  }, [refusal]);
  return minutes;
}

function Ways({ alias: { context, contextType, isRevealed, displayName } }: { alias: Alias }) {
  const { text, formatNumber } = useReading();
  const { aliases } = text;
  const regenerating = useRegenerate();
  const revealing = useReveal();
  const minutes = useCoolDown(regenerating.error);
  const isCooling = isApiError(regenerating.error, 'ALIAS_COOL_DOWN');
  const place = { context, contextType };
  return (
    <>
      {regenerating.error && !isCooling && <Failure error={regenerating.error} />}
      <Group gap="xs">
        <Button
          variant="light"
          size="xs"
          loading={regenerating.isPending}
          disabled={minutes > 0}
          onClick={() => regenerating.mutate(place)}
        >
          {aliases.regenerate}
        </Button>
        {!isRevealed && (
          <ConfirmButton
            label={aliases.reveal}
            title={aliases.revealTitle(displayName)}
            text={aliases.revealText}
            action={{ ...revealing, mutateAsync: () => revealing.mutateAsync(place) }}
          />
        )}
        {minutes > 0 && (
          <Text size="sm" role="status">
            {aliases.wait(formatNumber(minutes, { style: 'unit', unit: 'minute', unitDisplay: 'long' }))}
          </Text>
        )}
      </Group>
    </>
  );
}

export function AliasCard({ alias }: { alias: Alias }) {
  const { text, formatAge, formatDate } = useReading();
  const { aliases } = text;
  const { avatar, displayName, context, contextType, isActive, isRevealed, createdAt, expiresAt } = alias;
  return (
    <Card withBorder padding="lg" component="article">
      <Group wrap="nowrap" align="start">
        <Avatar src={avatar} alt="" size={56} />
        <Stack gap="xs" style={{ flex: 1, minWidth: 0 }}>
          <Group gap="xs">
            <Title order={2} size="h5" style={{ overflowWrap: 'anywhere' }}>
              {displayName}
            </Title>
            {isRevealed && (
              <Badge color="orange" variant="light" tt="none">
                {aliases.revealed}
              </Badge>
            )}
            {!isActive && (
              <Badge color="gray" variant="light" tt="none">
                {aliases.former}
              </Badge>
            )}
          </Group>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {aliases.where(contextType, context)}
          </Text>
          <Text size="sm" c="dimmed">
            {isActive
              ? aliases.until(formatDate(expiresAt, { dateStyle: 'medium', timeStyle: 'short' }))
              : formatAge(createdAt)}
          </Text>
          {isActive && <Ways alias={alias} />}
        </Stack>
      </Group>
    </Card>
  );
}
