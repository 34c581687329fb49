// Files that people send in: known by their bytes, kept away from everybody else, shown so that no browser runs them.
import { Readable } from 'node:stream';
import type { Clock } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import type { StreamReply } from '../platform/http/route.ts';
import type { FileConsumer } from '../platform/http/upload.ts';
import { isUuid, newId } from '../platform/ids.ts';
import { type Storage, StorageLimitError } from '../platform/storage/index.ts';
import { evidenceTooLarge, evidenceType, fileNotFound } from './errors.ts';
import { type EvidenceType, evidenceExtensions, identify, longestSignature } from './evidence-types.ts';
import type { FileRow, VerificationRepository } from './repository.ts';

export type KeptEvidence = FileRow;

const maxBytes = 5 * 1024 * 1024;
// Boundaries and headers around the file.
const surroundingBytes = 64 * 1024;
const keptDays = 7;
// A file is stored before its row is: longer than anything is under way.
const graceMs = 3_600_000;
const batchSize = 200;
const prefix = 'verifications/';
const keyOf = ({ userId, id }: Pick<FileRow, 'userId' | 'id'>) => `${prefix}${userId}/${id}`;

/** `source` unchanged, with its type noted. @throws EVIDENCE_TYPE, as soon as the type shows */
function judge(source: Readable, note: (type: EvidenceType) => void): Readable {
  async function* chunks(): AsyncGenerator<Buffer> {
    let head = Buffer.alloc(0);
    let isJudged = false;
    for await (const chunk of source) {
      const bytes: Buffer = chunk;
      if (!isJudged) {
        head = Buffer.concat([head, bytes]);
        if (head.length < longestSignature) continue;
        note(identify(head));
        isJudged = true;
        yield head;
      } else yield bytes;
    }
    if (isJudged) return;
    note(identify(head));
    yield head;
  }
  return Readable.from(chunks(), { objectMode: false });
}

export type VerificationFiles = ReturnType<typeof createVerificationFiles>;

export function createVerificationFiles(deps: {
  storage: Storage;
  repository: VerificationRepository;
  arrival: { readonly stallMs: number; readonly totalMs: number };
  clock: Clock;
}) {
  const { storage, repository } = deps;

  async function forgetDecided(now: number): Promise<void> {
    for (;;) {
      const over = await repository.filesOver(new Date(now - keptDays * 86_400_000), batchSize);
      for (const file of over) {
        await storage.delete(keyOf(file));
        await repository.deleteFile(file.id);
      }
      if (over.length < batchSize) return;
    }
  }

  /** What nobody knows of: of uploads that broke off once they were stored, of people who are gone. */
  async function sweep(now: number): Promise<void> {
    const idOf = (key: string) => key.split('/')[2] ?? '';
    let keys: string[] = [];
    const settle = async () => {
      const known = await repository.knownFiles(keys.map(idOf).filter(isUuid));
      for (const key of keys) if (!known.has(idOf(key))) await storage.delete(key);
      keys = [];
    };
    for await (const { key, modifiedAt } of storage.list(prefix)) {
      if (modifiedAt.getTime() > now - graceMs) continue;
      keys.push(key);
      if (keys.length === batchSize) await settle();
    }
    await settle();
  }

  return {
    /** Stores a file while it arrives. @throws EVIDENCE_TYPE, EVIDENCE_TOO_LARGE; nothing of it stays then */
    consumerFor: (userId: string): FileConsumer<KeptEvidence> => ({
      limits: { maxBytes: maxBytes + surroundingBytes, ...deps.arrival, tooLarge: () => evidenceTooLarge() },
      async keep(source) {
        const file = { userId, id: newId() };
        let type: EvidenceType | undefined;
        const stream = judge(source, (found) => {
          type = found;
        });
        try {
          const { bytes } = await storage.put(keyOf(file), stream, {
            contentType: 'application/octet-stream',
            maxBytes,
          });
          if (!type) throw evidenceType();
          return { ...file, type, bytes };
        } catch (error) {
          const refusal = stream.errored instanceof AppError ? stream.errored : error;
          throw refusal instanceof StorageLimitError ? evidenceTooLarge() : refusal;
        }
      },
      discard: (file) => storage.delete(keyOf(file)),
    }),

    discard: (file: KeptEvidence): Promise<void> => storage.delete(keyOf(file)),

    /** As a download that nothing renders and nothing runs. @throws VERIFICATION_FILE_NOT_FOUND */
    async download(file: FileRow | undefined): Promise<StreamReply> {
      const opened = file && (await storage.open(keyOf(file)));
      if (!file || !opened) throw fileNotFound();
      return {
        stream: opened.body,
        contentType: file.type,
        headers: {
          'Content-Disposition': `attachment; filename="evidence-${file.id}.${evidenceExtensions[file.type]}"`,
          'Content-Security-Policy': "default-src 'none'; sandbox",
          'X-Content-Type-Options': 'nosniff',
          'Cross-Origin-Resource-Policy': 'same-origin',
          'Cache-Control': 'private, no-store',
        },
      };
    },

    /** Deletes the files of requests that were decided a week ago or taken back, and those that belong to none. */
    async forget(): Promise<void> {
      const now = deps.clock().getTime();
      await forgetDecided(now);
      await sweep(now);
    },
  };
}
