// The second factor of an account, its recovery codes, and sign-ins that wait for it.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
create table second_factors (
  user_id uuid primary key references users (id) on delete cascade,
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  secret bytea not null,
  last_counter bigint not null default 0,
  created_at timestamptz not null,
  confirmed_at timestamptz
);
comment on column second_factors.id is 'another one for each secret';
comment on column second_factors.secret is 'sealed with the key of the person';
comment on column second_factors.last_counter is 'the half minute whose code was used last: it and those before it are used up';
comment on column second_factors.confirmed_at is 'since when it is asked for; null until a first code has shown that the secret arrived';

create table recovery_codes (
  user_id uuid not null references second_factors (user_id) on delete cascade,
  hash bytea not null,
  used_at timestamptz,
  primary key (user_id, hash)
);
comment on column recovery_codes.hash is 'keyed: what is here cannot be tried elsewhere';

create table sign_in_challenges (
  id uuid primary key,
  tenant_id uuid not null references tenants (id),
  user_id uuid not null references users (id) on delete cascade,
  password_digest bytea not null,
  wrong_codes integer not null default 0,
  expires_at timestamptz not null,
  ended_at timestamptz
);
comment on table sign_in_challenges is 'people whose password was right, and who have yet to show their second factor';
comment on column sign_in_challenges.password_digest is 'of the hash that was compared: another password ends the challenge';
create index sign_in_challenges_by_end on sign_in_challenges (expires_at);
comment on index sign_in_challenges_by_end is 'serves: forgetting challenges that are over';
create index sign_in_challenges_by_user on sign_in_challenges (user_id);
comment on index sign_in_challenges_by_user is 'serves: removing an account';
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query('drop table sign_in_challenges, recovery_codes, second_factors', { transaction });
}
