// One upload at a time, from the file to the published picture.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { derivedKey, profileKey } from '../../profile/own-profile.ts';
import { meKey } from '../../session/session.tsx';
import { type Followed, follow, type Picture, sendPicture } from './upload.ts';

export type Progress =
  | { readonly phase: 'sending'; readonly share: number }
  | { readonly phase: 'processing'; readonly files: number }
  | { readonly phase: 'done' }
  | { readonly phase: 'refused'; readonly reason: string | null }
  | { readonly phase: 'failed'; readonly error: unknown };

export const historyKey = ['avatar-history'] as const;

const outcome = ({ end, upload }: Followed): Progress =>
  end === 'rejected' || end === 'failed' ? { phase: 'refused', reason: upload.reason } : { phase: 'done' };

export function useUpload() {
  const queries = useQueryClient();
  const [progress, setProgress] = useState<Progress>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  return {
    progress,
    clear: () => setProgress(undefined),
    async start(picture: Picture) {
      running.current?.abort();
      const run = new AbortController();
      running.current = run;
      const tell = (news: Progress) => !run.signal.aborted && setProgress(news);
      try {
        tell({ phase: 'sending', share: 0 });
        const { uploadId } = await sendPicture(picture, crypto.randomUUID(), (share) =>
          tell({ phase: 'sending', share }),
        );
        let files = 0;
        tell({ phase: 'processing', files });
        const end = await follow(
          uploadId,
          (step) => {
            if (step === 'variant') files++;
            tell({ phase: 'processing', files });
          },
          run.signal,
        );
        tell(outcome(end));
        for (const queryKey of [profileKey, derivedKey, meKey, historyKey])
          void queries.invalidateQueries({ queryKey });
      } catch (error) {
        tell({ phase: 'failed', error });
      }
    },
  };
}
