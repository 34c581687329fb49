// Icons that tenants upload for their badges: what is shown, and how far the last upload is.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
alter table badges
  add column icon_file text,
  add column icon_upload uuid,
  add column icon_status text check (icon_status in ('processing', 'ready', 'rejected', 'failed')),
  add column icon_reason text,
  add check ((icon_upload is null) = (icon_status is null));
comment on column badges.icon_file is 'what is shown instead of the built-in icon: <upload>/<hash of the content>.png';
comment on column badges.icon_upload is 'the last upload; the one before it is shown until this one is ready';
comment on column badges.icon_reason is 'why the last upload was refused, for whoever sent it';
create unique index badges_by_icon_upload on badges (icon_upload) where icon_upload is not null;
comment on index badges_by_icon_upload is 'serves: the job that makes an icon of an upload; holds only badges with one';
`;

const undo = `
alter table badges drop column icon_file, drop column icon_upload, drop column icon_status, drop column icon_reason;
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(undo, { transaction });
}
