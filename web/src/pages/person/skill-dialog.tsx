// Who vouches for a skill, and what they say of it.
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.ts';
import { Failure } from '../../components/failure.tsx';
import { useReading } from '../../i18n/index.tsx';
import { Face } from '../../profile/face.tsx';
import { endorsedKey } from './endorsed-key.ts';
import { ReportButton } from './report-button.tsx';

const pageSize = 20;

interface SkillDialogProps {
  readonly id: string;
  readonly skill: string;
  readonly mayReport: boolean;
  readonly onClose: () => void;
}

export function SkillDialog({ id, skill, mayReport, onClose }: SkillDialogProps) {
  const { text, formatAge } = useReading();
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [...endorsedKey(id), skill],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/v1/profiles/{id}/endorsements', {
          params: { path: { id }, query: { skill, limit: pageSize, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: ({ meta }) => meta?.nextCursor ?? undefined,
  });
  const shown = data?.pages.flatMap((page) => page.data.endorsements ?? []) ?? [];
  return (
    <Modal
      opened
      onClose={onClose}
      title={text.person.skills.endorsersOf(skill)}
      closeButtonProps={{ 'aria-label': text.common.dismiss }}
    >
      <Stack>
        {error && <Failure error={error} onRetry={() => void refetch()} />}
        {shown.map(({ id: endorsementId, endorser, note, createdAt }) => (
          <Stack key={endorsementId} gap={4} component="article">
            <Group justify="space-between" wrap="nowrap">
              <Face person={endorser} />
              <Text size="sm" c="dimmed" style={{ flexShrink: 0 }}>
                {formatAge(createdAt)}
              </Text>
            </Group>
            {note && (
              <Text size="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
                {note}
              </Text>
            )}
            {mayReport && (
              <div>
                <ReportButton id={endorsementId} />
              </div>
            )}
          </Stack>
        ))}
        {data && !hasNextPage && (
          <Text size="sm" c="dimmed">
            {text.person.skills.onlyVisible}
          </Text>
        )}
        {hasNextPage && (
          <Button variant="light" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {text.activity.more}
          </Button>
        )}
      </Stack>
    </Modal>
  );
}
