// Uploads as their owner sees them, on their way and afterwards.
import type { Identity } from '../contracts/identity.ts';
import type { EventReply } from '../platform/http/route.ts';
import {
  type AvatarLinks,
  type Presenter,
  type ProfileRow,
  type ProfileRows,
  profileNotFound,
} from '../profiles/index.ts';
import { uploadNotFound } from './errors.ts';
import { filesOf, type VariantPlan } from './files.ts';
import { eventsOf, isPending, type UploadWatch } from './progress.ts';
import type { Crop, UploadRepository, UploadRow } from './repository.ts';

export interface UploadView {
  readonly uploadId: string;
  readonly status: UploadRow['status'];
  readonly reason: string | null;
  readonly avatarUrl: string;
  readonly mediumUrl: string;
  readonly thumbnailUrl: string;
  readonly statusUrl: string;
  readonly alt: string | null;
  readonly crop: Crop | null;
  readonly uploadedAt: string;
  readonly finishedAt: string | null;
}

/** A picture that can be chosen again. */
export interface PastPicture extends Pick<UploadView, 'uploadId' | 'avatarUrl' | 'mediumUrl' | 'thumbnailUrl' | 'alt'> {
  readonly isCurrent: boolean;
  readonly uploadedAt: string;
  readonly publishedAt: string;
}

export type AvatarUploads = ReturnType<typeof createAvatarUploads>;

export function createAvatarUploads(deps: {
  uploads: UploadRepository;
  watch: UploadWatch;
  rows: ProfileRows;
  presenter: Presenter;
  links: AvatarLinks;
  plan: VariantPlan;
  publicUrl: string;
}) {
  const { uploads, watch, rows, links } = deps;

  async function requireProfile({ tenantId, userId }: Identity): Promise<ProfileRow> {
    const row = await rows.findById(tenantId, userId);
    if (!row || row.deleted) throw profileNotFound();
    return row;
  }

  async function requireUpload({ tenantId, userId }: Identity, uploadId: string): Promise<UploadRow> {
    const upload = await uploads.find(uploadId);
    if (upload?.userId !== userId || upload.tenantId !== tenantId) throw uploadNotFound();
    return upload;
  }

  function present(profile: ProfileRow, upload: UploadRow): UploadView {
    const files = upload.variants ?? filesOf(upload, deps.plan);
    return {
      uploadId: upload.id,
      status: upload.status,
      reason: upload.reason,
      ...links.urlsOf(profile, files, deps.presenter.audience(profile, 'avatar') === 'public'),
      statusUrl: `${deps.publicUrl}/api/v1/profile/avatar/uploads/${upload.id}`,
      alt: upload.alt,
      crop: upload.crop,
      uploadedAt: upload.createdAt.toISOString(),
      finishedAt: upload.finishedAt?.toISOString() ?? null,
    };
  }

  const view = async (identity: Identity, upload: UploadRow): Promise<UploadView> =>
    present(await requireProfile(identity), upload);

  return {
    present,
    view,

    /** @throws UPLOAD_NOT_FOUND */
    read: async (identity: Identity, uploadId: string): Promise<UploadView> =>
      view(identity, await requireUpload(identity, uploadId)),

    /** The newest one. @throws UPLOAD_NOT_FOUND when there was none */
    async readLatest(identity: Identity): Promise<UploadView> {
      const upload = await uploads.findLatest(identity.tenantId, identity.userId);
      if (!upload) throw uploadNotFound();
      return view(identity, upload);
    },

    /** The upload once it is finished, or as it is after `waitMs`. */
    async waitFor(identity: Identity, uploadId: string, waitMs: number): Promise<UploadView> {
      let upload = await requireUpload(identity, uploadId);
      for await (const now of watch.follow(upload, { waitMs })) upload = now;
      return view(identity, upload);
    },

    /** What happens to an upload after the event `lastId`; undefined when nothing more will. @throws UPLOAD_NOT_FOUND */
    async events(identity: Identity, uploadId: string, lastId: number): Promise<EventReply | undefined> {
      const upload = await requireUpload(identity, uploadId);
      const all = async (row: UploadRow) => eventsOf(row, isPending(row) ? {} : await view(identity, row));
      if (!isPending(upload) && lastId >= (await all(upload)).length - 1) return undefined;
      return {
        async *events(signal) {
          let sent = lastId + 1;
          for await (const row of watch.follow(upload, { signal })) {
            const events = await all(row);
            yield* events.slice(sent);
            sent = Math.max(sent, events.length);
          }
        },
      };
    },

    /** The last pictures, the present one first. Their addresses are signed: others do not see what was replaced. */
    async readHistory(identity: Identity): Promise<PastPicture[]> {
      const [profile, past] = await Promise.all([requireProfile(identity), uploads.findHistory(identity.userId)]);
      return past.flatMap(({ id, variants, alt, createdAt, publishedAt }) =>
        variants && publishedAt
          ? {
              uploadId: id,
              isCurrent: profile.avatar?.uploadId === id,
              ...links.urlsOf(profile, variants, false),
              alt,
              uploadedAt: createdAt.toISOString(),
              publishedAt: publishedAt.toISOString(),
            }
          : [],
      );
    },
  };
}
