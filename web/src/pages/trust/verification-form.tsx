// Asking for a badge: which one, why, and what speaks for it.
import { Button, FileInput, Select, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { isApiError } from '../../api/errors.ts';
import { Failure } from '../../components/failure.tsx';
import { Section } from '../../components/section.tsx';
import { useReading } from '../../i18n/index.tsx';
import { fileTypes, mostFiles, type RequestInput, requestsKey, sendFile } from './verification-requests.ts';

const longestMessage = 2000;
const empty = { kind: null as string | null, message: '', links: '', files: [] as File[] };

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** What the service says, but for a wait of days, which it tells in seconds. */
function Refusal({ error }: { error: unknown }) {
  const { text, formatDate } = useReading();
  if (!isApiError(error, 'VERIFICATION_COOL_DOWN') || error.retryAfterSeconds === undefined)
    return <Failure error={error} />;
  const again = new Date(Date.now() + error.retryAfterSeconds * 1000);
  return <Text role="alert">{text.trust.verification.coolDown(formatDate(again))}</Text>;
}

function useAsking(onAsked: () => void) {
  const queries = useQueryClient();
  return useMutation({
    async mutationFn({ input, files }: { input: RequestInput; files: readonly File[] }) {
      const { id } = await dataOf(api.POST('/api/v1/profile/verification-requests', { body: input }));
      onAsked();
      // One after the other: each counts, and what is refused is told by its name.
      for (const file of files) await sendFile(id, file);
    },
    retry: false,
    onSettled: () => queries.invalidateQueries({ queryKey: requestsKey }),
  });
}

/** @param pending badges that were asked for and are not decided */
export function VerificationForm({ pending }: { pending: readonly string[] }) {
  const words = useReading().text.trust.verification;
  const [typed, setTyped] = useState(empty);
  const { data } = useQuery({ queryKey: ['badges'], queryFn: () => dataOf(api.GET('/api/v1/badges', {})) });
  const asking = useAsking(() => setTyped(empty));
  if (!data) return null;
  const askable = data.filter(({ slug, criteria }) => criteria === 'evidence' && !pending.includes(slug));
  const chosen = askable.find(({ slug }) => slug === typed.kind);
  return (
    <Section title={words.ask}>
      {askable.length === 0 && !asking.error && <Text c="dimmed">{words.nothingToAsk}</Text>}
      {askable.length > 0 && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!chosen) return;
            const input = { kind: chosen.slug, message: typed.message, links: linesOf(typed.links) };
            asking.mutate({ input, files: typed.files });
          }}
        >
          <Stack>
            <Select
              label={words.badge}
              description={chosen?.description}
              required
              value={typed.kind}
              onChange={(kind) => setTyped({ ...typed, kind })}
              data={askable.map(({ slug, name }) => ({ value: slug, label: name }))}
            />
            <Textarea
              label={words.message}
              required
              autosize
              minRows={3}
              maxLength={longestMessage}
              value={typed.message}
              onChange={(event) => setTyped({ ...typed, message: event.currentTarget.value })}
            />
            <Textarea
              label={words.links}
              description={words.linksHint}
              autosize
              minRows={2}
              dir="ltr"
              value={typed.links}
              onChange={(event) => setTyped({ ...typed, links: event.currentTarget.value })}
            />
            <FileInput
              label={words.files}
              description={words.filesHint}
              placeholder={words.chooseFiles}
              multiple
              clearable
              clearButtonProps={{ 'aria-label': words.clearFiles }}
              accept={fileTypes}
              value={typed.files}
              onChange={(files) => setTyped({ ...typed, files: files.slice(0, mostFiles) })}
            />
            <Button type="submit" loading={asking.isPending} style={{ alignSelf: 'start' }}>
              {words.send}
            </Button>
          </Stack>
        </form>
      )}
      {asking.error && <Refusal error={asking.error} />}
      <div role="status">{asking.isSuccess && <Text>{words.sent}</Text>}</div>
    </Section>
  );
}
