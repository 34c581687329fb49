// Uploads with progress, crop, description and a retry key; the pictures a person can go back to; addresses that tell nothing.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
alter table avatar_uploads
  add column public_id uuid not null default gen_random_uuid(),
  add column crop jsonb,
  add column alt text,
  add column steps jsonb not null default '[]',
  add column variants jsonb,
  add column published_at timestamptz,
  add column idempotency_key text,
  add column fingerprint bytea;
comment on column avatar_uploads.public_id is 'the name of the picture in addresses: random, it tells neither person nor time';
comment on column avatar_uploads.crop is '{x, y, width, height} in pixels of the upright picture, or null for the middle';
comment on column avatar_uploads.alt is 'what the picture shows, in its owner''s words';
comment on column avatar_uploads.steps is '[{step, at}]: stored, decoding, each file as it is written, published';
comment on column avatar_uploads.variants is 'the avatar record as it was published, while its files are kept';
comment on column avatar_uploads.published_at is 'when it last became the picture';
comment on column avatar_uploads.fingerprint is 'hash of person, bytes, crop and description: whether a retry is the same request';

create unique index avatar_uploads_public_id on avatar_uploads (public_id);
comment on index avatar_uploads_public_id is 'serves: a picture by its own address';
create unique index avatar_uploads_idempotency on avatar_uploads (user_id, idempotency_key) where idempotency_key is not null;
comment on index avatar_uploads_idempotency is 'serves: an upload that is sent again; one key makes one upload';
drop index avatar_uploads_by_user;
create index avatar_uploads_by_user on avatar_uploads (user_id, created_at desc, id desc);
comment on index avatar_uploads_by_user is 'serves: the newest upload of a person, and how many the last hour has seen';
create index avatar_uploads_history on avatar_uploads (user_id, published_at desc, id desc) where variants is not null;
comment on index avatar_uploads_history is 'serves: the pictures that a person can go back to, newest first';

update profiles p set avatar = p.avatar || jsonb_build_object('id', u.public_id)
from avatar_uploads u where u.id = (p.avatar ->> 'uploadId')::uuid;
update avatar_uploads u set variants = p.avatar, published_at = coalesce(u.finished_at, u.created_at)
from profiles p where u.id = (p.avatar ->> 'uploadId')::uuid;
-- The files of the pictures before were removed when they were replaced.
update avatar_uploads set status = 'removed' where status = 'ready' and variants is null;
`;

const revert = `
update profiles set avatar = avatar - '{id,alt,animated}'::text[] where avatar is not null;
drop index avatar_uploads_by_user;
create index avatar_uploads_by_user on avatar_uploads (user_id, id desc);
comment on index avatar_uploads_by_user is 'serves: the newest upload of a person';
alter table avatar_uploads
  drop column public_id,
  drop column crop,
  drop column alt,
  drop column steps,
  drop column variants,
  drop column published_at,
  drop column idempotency_key,
  drop column fingerprint;
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(revert, { transaction });
}
