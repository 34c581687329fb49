// What leaves of an alias: everything for its owner, a name and a picture for anybody else.
import { presentAliasId } from './naming.ts';
import type { OwnAlias, SeenAlias } from './service.ts';
import type { UnmaskRequest } from './unmasking.ts';

/** Owners hand their alias on to the room: a time to the second would tie it to what else they did just then. */
const wholeHour = (time: Date): string => new Date(Math.floor(time.getTime() / 3_600_000) * 3_600_000).toISOString();

export type AliasPresenter = ReturnType<typeof createAliasPresenter>;

export function createAliasPresenter({ publicUrl }: { publicUrl: string }) {
  const profileOf = (userId: string) => ({ userId, url: `${publicUrl}/api/v1/profiles/${userId}` });
  const faceOf = (row: { id: string; displayName: string }) => {
    const aliasId = presentAliasId(row.id);
    return { aliasId, displayName: row.displayName, avatar: `${publicUrl}/api/v1/aliases/${aliasId}/avatar.svg` };
  };

  const presentOwn = ({ row, place, isActive }: OwnAlias) => ({
    ...faceOf(row),
    context: place.context,
    contextType: place.contextType,
    createdAt: wholeHour(row.createdAt),
    isActive,
  });

  return {
    presentOwn,

    presentRecord: (alias: OwnAlias) => ({
      ...presentOwn(alias),
      expiresAt: wholeHour(alias.row.expiresAt),
      usageCount: alias.row.usageCount,
      isRevealed: alias.row.revealedAt !== null,
    }),

    presentSeen: ({ row, revealedUserId }: SeenAlias) => ({
      ...faceOf(row),
      ...(revealedUserId !== undefined && { profile: profileOf(revealedUserId) }),
    }),

    presentRequest({ aliasId, owner, createdAt, expiresAt, ...request }: UnmaskRequest) {
      return {
        ...request,
        aliasId: presentAliasId(aliasId),
        createdAt: createdAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
        ...(owner !== undefined && { owner: owner && profileOf(owner) }),
      };
    },
  };
}
