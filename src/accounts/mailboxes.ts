// How often strangers may make us write to an address: anybody can name any address.
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';

const maxMails = 5;
const windowMs = 60 * 60_000;

// The newest five. Whoever finds them older than an hour at their beginning may write; concurrent calls wait for each other.
const claimSql = `
insert into mailboxes as m (tenant_id, email_key, mailed, last_mailed_at) values ($1, $2, array[$3::timestamptz], $3)
on conflict (tenant_id, email_key) do update
  set mailed = (m.mailed || $3::timestamptz)[cardinality(m.mailed) - ${maxMails - 2} :], last_mailed_at = $3
  where cardinality(m.mailed) < ${maxMails} or m.mailed[1] <= $4
returning 1`;

export type Mailboxes = ReturnType<typeof createMailboxes>;

export function createMailboxes(deps: { sequelize: Sequelize }) {
  const claim = hotStatement<object>(deps.sequelize, claimSql);
  return {
    /** Whether one more mail may go to this folded address, which then counts: five in any hour, of all kinds. */
    async claim(tx: Tx, mailbox: { tenantId: string; emailKey: string }, now: Date): Promise<boolean> {
      const since = new Date(now.getTime() - windowMs);
      return (await claim([mailbox.tenantId, mailbox.emailKey, now, since], tx)).length === 1;
    },
  };
}
