// Status lists (W3C Bitstring Status List 1.0): one bit for each credential that was handed out, 1 once it is withdrawn.
// Places are drawn by lot, so that neighbours in a list have nothing in common.
import { randomInt } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize } from '../platform/db/sequelize.ts';

/** The least the standard allows: a shorter list would tell who of few is meant. */
const placesPerList = 131_072;
/** A list that is fuller than this is left alone: a free place would take many draws. */
const mostTaken = placesPerList / 2;

export interface StatusPlace {
  readonly list: number;
  readonly place: number;
}

export type StatusLists = ReturnType<typeof createStatusLists>;

export function createStatusLists(sequelize: Sequelize) {
  const selectPlace = hotStatement<StatusPlace>(
    sequelize,
    'select list, place from credential_statuses where grant_id = $1',
  );
  const selectNewest = hotStatement<{ list: number; taken: number }>(
    sequelize,
    `select list, count(*)::int as taken from credential_statuses
     where tenant_id = $1 and list = (select max(list) from credential_statuses where tenant_id = $1) group by list`,
  );
  const takePlace = hotStatement(
    sequelize,
    `insert into credential_statuses (tenant_id, list, place, grant_id) values ($1, $2, $3, $4)
     on conflict do nothing returning list`,
  );
  const selectList = hotStatement<{ place: number; stands: boolean }>(
    sequelize,
    `select s.place, g.id is not null and g.revoked_at is null and (g.expires_at is null or g.expires_at > now()) as stands
     from credential_statuses s left join badge_grants g on g.id = s.grant_id
     where s.tenant_id = $1 and s.list = $2`,
  );

  return {
    /** The place of a grant's credential; the same for every copy that is ever made of it. */
    async placeOf(tenantId: string, grantId: string): Promise<StatusPlace> {
      for (;;) {
        const [known] = await selectPlace([grantId]);
        if (known) return known;
        const [newest] = await selectNewest([tenantId]);
        const list = newest ? newest.list + (newest.taken >= mostTaken ? 1 : 0) : 0;
        await takePlace([tenantId, list, randomInt(placesPerList), grantId]);
      }
    },

    /** A list as the standard encodes it: gzip of the bits, in base64url behind the letter `u`. Undefined if nobody is in it. */
    async encode(tenantId: string, list: number): Promise<string | undefined> {
      const rows = await selectList([tenantId, list]);
      if (rows.length === 0) return undefined;
      const bits = Buffer.alloc(placesPerList / 8);
      for (const { place, stands } of rows)
        if (!stands) bits[place >> 3] = (bits[place >> 3] ?? 0) | (0x80 >> (place & 7)); // the first bit is the highest
      return `u${(await promisify(gzip)(bits)).toString('base64url')}`;
    },
  };
}
