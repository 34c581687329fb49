// Who looked, in numbers: what happened, kept by day for a while; hours and days counted from it; the salt of each open day.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

// A schema of its own: partitions come and go in it, made and dropped by functions of its owner (the service makes no tables).
const statements = `
create schema analytics;

create sequence analytics.event_ids;
create table analytics.events (
  id bigint not null default nextval('analytics.event_ids'),
  day date not null,
  hour smallint not null check (hour between 0 and 23),
  tenant_id uuid not null,
  user_id uuid not null,
  kind text not null,
  source text not null,
  viewer_key bytea not null
) partition by range (day);
comment on table analytics.events is 'what happened to whose profile, within which hour (UTC); a partition for each day';
comment on column analytics.events.viewer_key is 'tells viewers of one profile on one day apart: a hash keyed with the salt of the day, which is destroyed when the day is closed';
create index events_by_tenant on analytics.events (tenant_id, id);
comment on index analytics.events_by_tenant is 'serves: what has come since the watermark';

create table analytics.viewers (
  user_id uuid not null,
  day date not null,
  kind text not null,
  viewer_key bytea not null,
  hour smallint not null,
  source text not null,
  primary key (user_id, day, kind, viewer_key)
) partition by range (day);
comment on table analytics.viewers is 'the first event of each viewer of a profile on a day, where the viewer counts';
comment on index analytics.viewers_pkey is 'serves: whether a viewer has been counted on this day';

create table analytics.days (
  day date primary key,
  salt bytea,
  closed_at timestamptz
);
comment on table analytics.days is 'the salt of a day, while it is open; nothing of it is told before it is closed';

create table analytics.batches (
  id uuid primary key,
  written_at timestamptz not null default now()
);
comment on table analytics.batches is 'what has been written, so that a batch of which nobody knows whether it arrived is written once';

create table analytics.watermarks (
  tenant_id uuid primary key references tenants (id) on delete cascade,
  event_id bigint not null
);
comment on table analytics.watermarks is 'the last event that hours and days count; locked by whoever counts';

create table analytics.profile_hours (
  user_id uuid not null references users (id) on delete cascade,
  day date not null,
  kind text not null,
  hour smallint not null,
  events integer not null,
  viewers integer not null,
  primary key (user_id, day, kind, hour)
);
comment on column analytics.profile_hours.viewers is 'viewers whose first event of that kind on that day it was; so hours add up to the day';
comment on index analytics.profile_hours_pkey is 'serves: the hours of a profile';

create table analytics.profile_days (
  user_id uuid not null references users (id) on delete cascade,
  day date not null,
  kind text not null,
  source text not null,
  tenant_id uuid not null,
  events integer not null,
  viewers integer not null,
  primary key (user_id, day, kind, source)
);
comment on column analytics.profile_days.viewers is 'viewers whose first event of that kind on that day it was; so sources add up to the day';
comment on index analytics.profile_days_pkey is 'serves: the days of a profile';
create index profile_days_by_tenant on analytics.profile_days (tenant_id, day);
comment on index analytics.profile_days_by_tenant is 'serves: comparing the profiles of a tenant with one another';

create table analytics.tenant_hours (
  tenant_id uuid not null references tenants (id) on delete cascade,
  day date not null,
  kind text not null,
  hour smallint not null,
  events integer not null,
  viewers integer not null,
  primary key (tenant_id, day, kind, hour)
);
create table analytics.tenant_days (
  tenant_id uuid not null references tenants (id) on delete cascade,
  day date not null,
  kind text not null,
  events integer not null,
  viewers integer not null,
  primary key (tenant_id, day, kind)
);
comment on index analytics.tenant_days_pkey is 'serves: the days of a tenant';

create table analytics.standings (
  user_id uuid primary key references users (id) on delete cascade,
  tenant_id uuid not null,
  day date not null,
  similar_profiles integer not null,
  percentile smallint not null
);
comment on table analytics.standings is 'how many of a hundred similar profiles have been seen by fewer, as of the last closed day';
create index standings_by_tenant on analytics.standings (tenant_id, day);
comment on index analytics.standings_by_tenant is 'serves: forgetting those of earlier days';

create table analytics.tenant_figures (
  tenant_id uuid not null references tenants (id) on delete cascade,
  day date not null,
  figures jsonb not null,
  primary key (tenant_id, day)
);
comment on index analytics.tenant_figures_pkey is 'serves: the days of a tenant, for its administrators';

-- Attached and not made in place, which would stop everybody who reads or writes meanwhile.
create function analytics.make_day(new_day date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  parent text;
  name text;
begin
  if new_day is null or new_day not between current_date - 400 and current_date + 31 then
    raise exception 'no partition for %', new_day using errcode = 'invalid_parameter_value';
  end if;
  perform pg_advisory_xact_lock(hashtext('cameo:analytics days'));
  foreach parent in array array['events', 'viewers'] loop
    name := parent || to_char(new_day, '_YYYYMMDD');
    continue when to_regclass(format('analytics.%I', name)) is not null;
    execute format('create table analytics.%I (like analytics.%I including defaults including constraints)', name, parent);
    execute format('alter table analytics.%I attach partition analytics.%I for values from (%L) to (%L)',
      parent, name, new_day, new_day + 1);
  end loop;
end $$;

create function analytics.drop_days(before date) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  name text;
  dropped integer := 0;
begin
  if before is null or before > current_date then
    raise exception 'too early to drop the days before %', before using errcode = 'invalid_parameter_value';
  end if;
  perform pg_advisory_xact_lock(hashtext('cameo:analytics days'));
  for name in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent in ('analytics.events'::regclass, 'analytics.viewers'::regclass)
      and to_date(right(c.relname, 8), 'YYYYMMDD') < before
    order by c.relname
  loop
    execute format('drop table analytics.%I', name);
    dropped := dropped + 1;
  end loop;
  return dropped;
end $$;

insert into analytics.profile_days (user_id, day, kind, source, tenant_id, events, viewers)
  select user_id, day, 'view', 'direct', tenant_id, views, visitors from profile_view_days;
insert into analytics.days (day, closed_at) select distinct day, now() from profile_view_days where day < current_date;
drop table profile_view_days, profile_view_visitors, profile_view_events;
`;

const undoing = `
create table profile_view_events (
  id uuid primary key,
  tenant_id uuid not null,
  user_id uuid not null,
  day date not null,
  viewer_key bytea not null
);
comment on table profile_view_events is 'views not yet aggregated; viewer_key is a keyed hash whose key changes every day';

create table profile_view_visitors (
  user_id uuid not null references users (id) on delete cascade,
  day date not null,
  viewer_key bytea not null,
  primary key (user_id, day, viewer_key)
);

create table profile_view_days (
  user_id uuid not null references users (id) on delete cascade,
  tenant_id uuid not null references tenants (id),
  day date not null,
  views integer not null,
  visitors integer not null,
  primary key (user_id, day)
);
insert into profile_view_days (user_id, tenant_id, day, views, visitors)
  select user_id, tenant_id, day, sum(events), sum(viewers) from analytics.profile_days where kind = 'view' group by 1, 2, 3;
drop schema analytics cascade;
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(undoing, { transaction });
}
