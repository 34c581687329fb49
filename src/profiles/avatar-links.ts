// Addresses of avatar pictures: content-addressed and cacheable when public, signed and short-lived otherwise.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';

/** What `profiles.avatar` remembers of the published picture. */
export interface AvatarRecord {
  readonly uploadId: string;
  /** The picture's name in addresses: random, so that it tells neither person nor time. Absent from old records. */
  readonly id?: string;
  readonly hash: string;
  /** File names such as `256.webp`. */
  readonly variants: readonly string[];
  /** The one of them that moves, if any. */
  readonly animated?: string | null;
  /** What the picture shows, in its owner's words. */
  readonly alt?: string | null;
  readonly thumbnail: string;
  readonly medium: string;
  readonly large: string;
  readonly thumbHash: string;
  readonly color: string;
  readonly uploadedAt: string;
}

export interface AvatarUrls {
  readonly avatarUrl: string;
  readonly mediumUrl: string;
  readonly thumbnailUrl: string;
}

export interface PictureOwner {
  readonly userId: string;
  readonly privacyVersion: number;
}

export type AvatarFiles = Pick<AvatarRecord, 'id' | 'hash' | 'thumbnail' | 'medium' | 'large'>;

export type AvatarLinks = ReturnType<typeof createAvatarLinks>;

// Signed addresses change only now and then, so that a profile's ETag does not change with every read; each is good for
// four minutes at least, and five at most, from the moment it is made.
const signatureStepSeconds = 60;
const signatureSteps = 5;
/** Whoever keeps a reply with signed addresses keeps it no longer: what is handed out is good for some minutes then. */
export const maxSignedKeptSeconds = 60;

/** What a picture's own address names. */
export interface PictureAddress {
  readonly id: string;
  readonly hash: string;
  readonly file: string;
}

export function createAvatarLinks(deps: {
  publicUrl: string;
  cdnUrl: string | undefined;
  signingKey: Buffer;
  clock: Clock;
}) {
  const seconds = () => Math.floor(deps.clock().getTime() / 1000);
  const path = ({ id, hash, file }: PictureAddress) => `/avatars/${id}/${hash}/${file}`;
  // The privacy version is signed too: whoever narrows their privacy ends every address that was given out before.
  const signatureOf = (target: string, expires: number, { privacyVersion }: PictureOwner) =>
    createHmac('sha256', deps.signingKey).update(`${target}\n${expires}\n${privacyVersion}`).digest('base64url');

  function signed(target: string, owner: PictureOwner): string {
    const expires = (Math.floor(seconds() / signatureStepSeconds) + signatureSteps) * signatureStepSeconds;
    return `${deps.publicUrl}${target}?expires=${expires}&signature=${signatureOf(target, expires, owner)}`;
  }

  return {
    /** The three addresses of a picture; `shared` when everybody may see it. */
    urlsOf(owner: PictureOwner, { id = owner.userId, hash, ...files }: AvatarFiles, shared: boolean): AvatarUrls {
      const url = (file: string) => {
        const target = path({ id, hash, file });
        return shared ? `${deps.cdnUrl ?? deps.publicUrl}${target}` : signed(target, owner);
      };
      return { avatarUrl: url(files.large), mediumUrl: url(files.medium), thumbnailUrl: url(files.thumbnail) };
    },

    /** The picture that everybody has: initials when there is no other. */
    stableUrl: (userId: string): string => `${deps.publicUrl}/api/v1/profiles/${userId}/avatar`,

    /** Whether a private address was made by us and is still good. */
    isSigned(owner: PictureOwner, address: PictureAddress, expires: number, signature: string): boolean {
      const expected = Buffer.from(signatureOf(path(address), expires, owner));
      const given = Buffer.from(signature);
      return expires > seconds() && given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
