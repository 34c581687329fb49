// Figures of the whole installation, counted now and then by a job and shown at /metrics: how complete profiles are, who has
// a picture or an alias, which networks people link to.
import { QueryTypes } from 'sequelize';
import type { Clock } from '../platform/clock.ts';
import { hotStatement } from '../platform/db/hot-statement.ts';
import { type Sequelize, transact } from '../platform/db/sequelize.ts';
import { socialNetworks } from '../profiles/index.ts';

interface Figure {
  readonly help: string;
  /** The name of its label, and every value of it; without one it is a single number. */
  readonly label?: readonly [name: string, values: readonly string[]];
}

const figures = {
  cameo_accounts: { help: 'Accounts by standing.', label: ['status', ['active', 'deactivated']] },
  cameo_profiles: {
    help: 'Profiles by how complete they are; those that wait for their first score are unscored.',
    label: ['completeness', ['empty', 'basic', 'good', 'complete', 'unscored']],
  },
  cameo_profiles_with_avatar: { help: 'Profiles with a picture of their own.' },
  cameo_profile_links: { help: 'Profiles that link to each network.', label: ['network', socialNetworks] },
  cameo_people_with_alias: { help: 'People who appear somewhere under an alias now.' },
} as const satisfies Record<string, Figure>;
type FigureName = keyof typeof figures;

/** What one count may look at; of more rows a sample is taken, and scaled up. */
const maxRows = 2_000_000;

// `$1` is the share of the blocks that are read, in per cent.
const countSql = `
with sample as (
  select p.avatar is not null as has_avatar, p.social_links, coalesce(c.status, 'unscored') as completeness
  from profiles p tablesample system ($1) left join completeness_scores c on c.user_id = p.user_id
  where p.deleted_at is null
), counted (name, label, value) as (
  select 'cameo_profiles', completeness, count(*) from sample group by completeness
  union all select 'cameo_profiles_with_avatar', '', count(*) from sample where has_avatar
  union all select 'cameo_profile_links', network, count(*)
    from sample, jsonb_object_keys(social_links) as network group by network
  union all select 'cameo_accounts', status, count(*) from users tablesample system ($1) group by status
  union all select 'cameo_people_with_alias', '', count(distinct user_id)
    from aliases tablesample system ($1) where is_active and expires_at > $2
)
insert into installation_figures (name, label, value, counted_at)
select name, label, round(value * 100 / $1::real), $2 from counted`;

const estimateSql = `
select max(reltuples)::float as rows from pg_class
where oid in ('profiles'::regclass, 'users'::regclass, 'aliases'::regclass)`;

export type Figures = ReturnType<typeof createFigures>;

export function createFigures({ sequelize, clock }: { sequelize: Sequelize; clock: Clock }) {
  const estimate = hotStatement<{ rows: number }>(sequelize, estimateSql);
  const select = hotStatement<{ name: string; label: string; value: number; counted: number }>(
    sequelize,
    'select name, label, value, extract(epoch from counted_at)::float as counted from installation_figures',
  );
  const lineOf = (name: string, figure: Figure, label: string, value: number) =>
    figure.label ? `${name}{${figure.label[0]}="${label}"} ${value}` : `${name} ${value}`;

  return {
    /** Counts everything anew. */
    async count(): Promise<void> {
      const [size] = await estimate([]);
      const share = Math.min(100, (100 * maxRows) / Math.max(1, size?.rows ?? 1));
      await transact(sequelize, async (tx) => {
        await sequelize.query('delete from installation_figures', { transaction: tx });
        await sequelize.query(countSql, { type: QueryTypes.INSERT, bind: [share, clock()], transaction: tx });
      });
    },

    /** As Prometheus text; 0 for what has not been counted. */
    async exposition(): Promise<string> {
      const rows = await select([]);
      const counted = (name: string, label: string) =>
        rows.find((row) => row.name === name && row.label === label)?.value ?? 0;
      const names = Object.keys(figures) as FigureName[];
      const lines = names.flatMap((name) => {
        const figure: Figure = figures[name];
        const labels = figure.label?.[1] ?? [''];
        return [
          `# HELP ${name} ${figure.help}`,
          `# TYPE ${name} gauge`,
          ...labels.map((label) => lineOf(name, figure, label, counted(name, label))),
        ];
      });
      return [
        ...lines,
        '# HELP cameo_figures_counted_timestamp_seconds When those figures were counted; 0: never.',
        '# TYPE cameo_figures_counted_timestamp_seconds gauge',
        `cameo_figures_counted_timestamp_seconds ${rows[0]?.counted ?? 0}`,
      ].join('\n');
    },
  };
}
