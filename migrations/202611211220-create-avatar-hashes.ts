// Pictures found by the hash of an address, for those who want that, and how people are drawn who show no picture.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
alter table preferences
  add column avatar_style text check (avatar_style in ('initials', 'identicon', 'retro', 'blank', 'color'));
comment on column preferences.avatar_style is 'how somebody is drawn where no picture of them is shown';
comment on column preferences.privacy is
  '{showOnlineStatus, allowDirectMessages, showReadReceipts, publicAvatarByEmail}, each a boolean';

create table avatar_hashes (
  tenant_id uuid not null references tenants (id),
  user_id uuid not null references users (id) on delete cascade,
  md5 bytea not null,
  sha256 bytea not null,
  primary key (tenant_id, sha256)
);
comment on table avatar_hashes is 'one row for each spelling of a proved address, only while its owner wants its public picture found by it';
comment on index avatar_hashes_pkey is 'serves: a picture by the SHA-256 of an address';
create unique index avatar_hashes_md5 on avatar_hashes (tenant_id, md5);
comment on index avatar_hashes_md5 is 'serves: a picture by the MD5 of an address, as older programs ask for it';
create index avatar_hashes_user on avatar_hashes (user_id);
comment on index avatar_hashes_user is 'serves: taking back what was published for a person';
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(
    `drop table avatar_hashes;
     comment on column preferences.privacy is '{showOnlineStatus, allowDirectMessages, showReadReceipts}, each a boolean';
     alter table preferences drop column avatar_style`,
    { transaction },
  );
}
