// Days in UTC, as `2026-11-21`, and the salt of each: random, kept while the day is open, destroyed when it is closed.
import { createHmac, randomBytes } from 'node:crypto';
import { QueryTypes, type Sequelize } from 'sequelize';

const dayMs = 86_400_000;

export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);
export const startOf = (day: string): Date => new Date(`${day}T00:00:00Z`);
export const addDays = (day: string, count: number): string => dayOf(new Date(startOf(day).getTime() + count * dayMs));
/** How many days from the one to the other. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((startOf(to).getTime() - startOf(from).getTime()) / dayMs);

// Whoever comes first makes the salt. Asked for by a statement of its own, which sees what another process has just made.
const makeSaltSql =
  "insert into analytics.days (day, salt) values ($1, decode($2, 'hex')) on conflict (day) do nothing";

export type Days = ReturnType<typeof createDays>;

export function createDays({ sequelize }: { sequelize: Sequelize }) {
  let known: { day: string; salt: Buffer } | undefined;

  return {
    /** Makes the day ready to be written to. Returns its salt, undefined once it is closed. */
    async open(day: string): Promise<Buffer | undefined> {
      if (known?.day === day) return known.salt;
      await sequelize.query('select analytics.make_day($1)', { bind: [day] });
      await sequelize.query(makeSaltSql, { bind: [day, randomBytes(32).toString('hex')] });
      const [row] = await sequelize.query<{ salt: Buffer | null }>('select salt from analytics.days where day = $1', {
        type: QueryTypes.SELECT,
        bind: [day],
      });
      const salt = row?.salt;
      if (!salt) return undefined;
      known = { day, salt };
      return salt;
    },

    /** Forgets the salt of every other day: nobody, not even this process, can recognise a visitor of yesterday. */
    forgetOthers(today: string): void {
      if (known && known.day !== today) known = undefined;
    },

    /** The newest day that is closed; null before the first. */
    async newestClosed(): Promise<string | null> {
      const [row] = await sequelize.query<{ day: string | null }>(
        'select max(day)::text as day from analytics.days where closed_at is not null',
        { type: QueryTypes.SELECT },
      );
      return row?.day ?? null;
    },
  };
}

/** Tells the visitors of one profile on one day apart, and says nothing about those of another: 16 bytes as hex. */
export const viewerKey = (salt: Buffer, userId: string, mark: string): string =>
  createHmac('sha256', salt).update(`${userId}\n${mark}`).digest('hex').slice(0, 32);
