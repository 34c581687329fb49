// Where things were done from is kept whole for a while only: after that a network remains, and no browser.
import { QueryTypes } from 'sequelize';
import type { Clock } from '../platform/clock.ts';
import type { Sequelize } from '../platform/db/sequelize.ts';

const batchSize = 5_000;
const dayMs = 86_400_000;

// The rows of the index activities_with_addresses: what has been truncated is not in it any more.
const truncateSql = `
update activities set user_agent = null,
  ip = network(set_masklen(ip, least(masklen(ip), case family(ip) when 4 then 24 else 48 end)))
where id in (
  select id from activities
  where (user_agent is not null or masklen(ip) > case family(ip) when 4 then 24 else 48 end) and created_at < $1
  order by created_at limit ${batchSize} for update skip locked)
returning id`;

export function createAddressRetention(deps: { sequelize: Sequelize; retentionDays: number; clock: Clock }) {
  return {
    /** Truncates what is older than the retention: IPv4 to /24, IPv6 to /48. Returns how many entries that were. */
    async truncate(): Promise<number> {
      const before = new Date(deps.clock().getTime() - deps.retentionDays * dayMs);
      let truncated = 0;
      for (;;) {
        const rows = await deps.sequelize.query(truncateSql, { type: QueryTypes.SELECT, bind: [before] });
        truncated += rows.length;
        if (rows.length < batchSize) return truncated;
      }
    },
  };
}
