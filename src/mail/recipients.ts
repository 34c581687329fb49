// Who gets a mail: the address, the language, and whether the address takes mail at all. The only writer of `refused_addresses`.
import { QueryTypes } from 'sequelize';
import type { Clock } from '../platform/clock.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import { normalizeEmail } from '../platform/text/email.ts';

export interface Recipient {
  readonly email: string | null;
  readonly isProved: boolean;
  /** BCP 47, as they chose it; of the preferences before that of the profile. */
  readonly language: string | null;
  /** Refused by its server, and not proved since. */
  readonly isRefused: boolean;
}

export interface Person {
  readonly tenantId: string;
  readonly userId: string;
}

const findSql = `
select u.email, u.email_verified_at is not null as "isProved", coalesce(f.language, p.language) as language, exists (
    select from refused_addresses r
    where r.user_id = u.id and r.address_key = u.email_key and r.refused_at > coalesce(u.email_verified_at, '-infinity')
  ) as "isRefused"
from users u left join preferences f on f.user_id = u.id left join profiles p on p.user_id = u.id
where u.id = $1 and u.tenant_id = $2`;

const keyOf = (address: string): string => {
  const email = normalizeEmail(address);
  return email.ok ? email.value.key : address;
};

const maxReasonLength = 500;

export type Recipients = ReturnType<typeof createRecipients>;

export function createRecipients({ sequelize, clock }: { sequelize: Sequelize; clock: Clock }) {
  return {
    async find({ tenantId, userId }: Person): Promise<Recipient | undefined> {
      const bind = [userId, tenantId];
      const [row] = await sequelize.query<Recipient>(findSql, { type: QueryTypes.SELECT, bind });
      return row;
    },

    /** Marks an address that its server has refused for good; the mark holds until a mail gets through or the address is proved. */
    async markRefused({ tenantId, userId }: Person, address: string, reason: string): Promise<void> {
      await sequelize.query(
        `insert into refused_addresses (user_id, address_key, tenant_id, reason, refused_at)
         select id, $3, tenant_id, $4, $5 from users where id = $1 and tenant_id = $2
         on conflict (user_id, address_key) do update set reason = excluded.reason, refused_at = excluded.refused_at`,
        { bind: [userId, tenantId, keyOf(address), reason.slice(0, maxReasonLength), clock()] },
      );
    },

    async markAccepted(tx: Tx, { userId }: Person, address: string): Promise<void> {
      await sequelize.query('delete from refused_addresses where user_id = $1 and address_key = $2', {
        bind: [userId, keyOf(address)],
        transaction: tx,
      });
    },
  };
}
