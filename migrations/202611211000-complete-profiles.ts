// The life of a profile: made, deleted and restored; handles that stay with who had them; people who block each other.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
alter table profiles add column established_at timestamptz;
comment on column profiles.established_at is 'when its owner first wrote it; until then it is what registering made';

create table handles (
  tenant_id uuid not null references tenants (id),
  skeleton text not null,
  handle text not null,
  user_id uuid not null references users (id) on delete cascade,
  claimed_at timestamptz not null default now(),
  released_at timestamptz,
  primary key (tenant_id, skeleton)
);
comment on table handles is 'every handle somebody has or had; one that was given up stays theirs and leads to the new one';
create index handles_by_user on handles (user_id);
comment on index handles_by_user is 'serves: the handles of one person, for the waiting time between changes';
insert into handles (tenant_id, skeleton, handle, user_id)
  select tenant_id, handle_skeleton, handle, user_id from profiles where handle is not null;

create table blocks (
  tenant_id uuid not null references tenants (id),
  blocker_id uuid not null references users (id) on delete cascade,
  blocked_id uuid not null references users (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (blocker_id, blocked_id),
  check (blocker_id <> blocked_id)
);
create index blocks_by_blocked on blocks (blocked_id, blocker_id);
comment on index blocks_by_blocked is 'serves: whether the viewer is blocked by the person they look at';
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query('drop table blocks, handles; alter table profiles drop column established_at', { transaction });
}
