// What somebody asks in the name of an address (to register, for a new link, for a new password), kept until a worker
// has answered it by mail. Whoever asks is told nothing that depends on who has the address, and waits for nothing that does.
import { QueryTypes, type Sequelize } from 'sequelize';
import type { Origin } from '../contracts/identity.ts';
import type { Transact } from '../outbox/index.ts';
import type { Tx } from '../platform/db/sequelize.ts';
import { newId } from '../platform/ids.ts';
import { normalizeEmail } from '../platform/text/email.ts';

export type AddressRequestKind = 'registration' | 'verification' | 'password-reset';

/** What a registration brings. */
interface Applicant {
  readonly passwordHash: string;
  readonly displayName: string | null;
  readonly handle: string | null;
}

interface Asked {
  readonly id: string;
  readonly tenantId: string;
  readonly email: string;
  readonly emailKey: string;
}

export type AddressRequest =
  | (Asked & Applicant & { readonly kind: 'registration' })
  | (Asked & { readonly kind: 'verification' | 'password-reset' });

interface RequestRow extends Asked {
  readonly kind: AddressRequestKind;
  readonly passwordHash: string | null;
  readonly displayName: string | null;
  readonly handle: string | null;
}

const insertSql = `
insert into address_requests (id, tenant_id, kind, email, email_key, password_hash, display_name, handle, request_id, ip, user_agent)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;

const takeSql = `
delete from address_requests where id = $1
returning id, tenant_id as "tenantId", kind, email, email_key as "emailKey", password_hash as "passwordHash",
  display_name as "displayName", handle`;

function parse({ kind, passwordHash, displayName, handle, ...asked }: RequestRow): AddressRequest {
  if (kind !== 'registration') return { ...asked, kind };
  if (passwordHash === null) throw new Error('A registration was kept without its password');
  return { ...asked, kind, passwordHash, displayName, handle };
}

export type AddressRequests = ReturnType<typeof createAddressRequests>;

export function createAddressRequests(deps: { sequelize: Sequelize; transact: Transact }) {
  const { sequelize } = deps;

  return {
    /** Keeps it, and promises the answer: the same statements for every address. */
    async keep(
      kind: AddressRequestKind,
      { tenantId, email }: Pick<Asked, 'tenantId' | 'email'>,
      origin: Origin,
      applicant?: Applicant,
    ): Promise<void> {
      const id = newId();
      const parsed = normalizeEmail(email);
      const emailKey = parsed.ok ? parsed.value.key : email;
      const { passwordHash = null, displayName = null, handle = null } = applicant ?? {};
      const { requestId, ip = null, userAgent = null } = origin;
      await deps.transact(origin, async (unit) => {
        await sequelize.query(insertSql, {
          transaction: unit.tx,
          bind: [id, tenantId, kind, email, emailKey, passwordHash, displayName, handle, requestId, ip, userAgent],
        });
        unit.emit({ type: 'address.asked', tenantId, requestId: id });
      });
    },

    /** Where it came from; undefined once it has been answered. */
    async findOrigin(id: string): Promise<Origin | undefined> {
      const [row] = await sequelize.query<{ requestId: string; ip: string | null; userAgent: string | null }>(
        'select request_id as "requestId", host(ip) as ip, user_agent as "userAgent" from address_requests where id = $1',
        { type: QueryTypes.SELECT, bind: [id] },
      );
      return row && { requestId: row.requestId, ip: row.ip ?? undefined, userAgent: row.userAgent ?? undefined };
    },

    /** Takes it away for the one who answers it; undefined when somebody else has. */
    async take(tx: Tx, id: string): Promise<AddressRequest | undefined> {
      const [row] = await sequelize.query<RequestRow>(takeSql, {
        type: QueryTypes.SELECT,
        bind: [id],
        transaction: tx,
      });
      return row && parse(row);
    },
  };
}
