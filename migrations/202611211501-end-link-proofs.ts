// A proof of a link ends with what it was of: a link, a handle or an address that returns later is proved anew.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

// Triggers, because whoever changes a link, a handle or an address, in whichever part of the service, ends its proofs.
const statements = `
create function end_link_proofs() returns trigger language plpgsql as $$
begin
  delete from link_proofs where user_id = new.user_id and (
    case network when 'website' then old.website is distinct from new.website
      else old.social_links -> network is distinct from new.social_links -> network end
    or (bound_to = 'handle' and old.handle is distinct from new.handle));
  return null;
end $$;
create trigger end_link_proofs after update of website, social_links, handle on profiles for each row
  when (old.website is distinct from new.website or old.social_links is distinct from new.social_links
    or old.handle is distinct from new.handle)
  execute function end_link_proofs();

create function end_address_proofs() returns trigger language plpgsql as $$
begin
  delete from link_proofs where user_id = new.id and bound_to = 'address';
  return null;
end $$;
create trigger end_address_proofs after update of email_key, email_verified_at on users for each row
  when (old.email_key is distinct from new.email_key
    or (old.email_verified_at is not null and new.email_verified_at is null))
  execute function end_address_proofs();

delete from link_proofs l using profiles p, users u
where p.user_id = l.user_id and u.id = l.user_id and (
  l.digest = sha256(convert_to(case l.network when 'website' then p.website else p.social_links ->> l.network end || E'\\n' ||
    case l.bound_to when 'handle' then p.handle
      when 'address' then case when u.email_verified_at is not null then u.email_key end else '' end, 'UTF8'))
) is not true;
`;

const undo = `
drop trigger end_link_proofs on profiles;
drop trigger end_address_proofs on users;
drop function end_link_proofs(), end_address_proofs();
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(undo, { transaction });
}
