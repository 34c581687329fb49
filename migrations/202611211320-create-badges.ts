// Badges: what a tenant can say of somebody, and of whom it says so, with every grant that ever was.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
create table badges (
  tenant_id uuid not null references tenants (id),
  slug text not null,
  name text not null,
  description text not null,
  icon text not null,
  issuer text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, slug)
);
comment on index badges_pkey is 'serves: the badges of a tenant; the definition of a grant';

create table badge_grants (
  id uuid primary key,
  tenant_id uuid not null,
  slug text not null,
  user_id uuid not null references users (id) on delete cascade,
  reason text not null,
  evidence_url text,
  granted_by uuid,
  granted_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  revoked_by uuid,
  revoked_because text,
  foreign key (tenant_id, slug) references badges (tenant_id, slug)
);
create unique index badge_grants_held on badge_grants (user_id, slug) where revoked_at is null;
comment on index badge_grants_held is 'serves: the badges of a person; each once';
create index badge_grants_by_badge on badge_grants (tenant_id, slug, user_id);
comment on index badge_grants_by_badge is 'serves: the holders of a badge';
create index badge_grants_by_user on badge_grants (user_id, id);
comment on index badge_grants_by_user is 'serves: all grants of a person, withdrawn ones too';
create index badge_grants_expiring on badge_grants (expires_at) where revoked_at is null and expires_at is not null;
comment on index badge_grants_expiring is 'serves: the job that takes expired badges off profiles';
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query('drop table badge_grants, badges', { transaction });
}
