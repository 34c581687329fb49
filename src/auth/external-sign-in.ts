// People whom others sign in: whose account is it, made at first sight; and the session that this is.
import { QueryTypes, type Sequelize } from 'sequelize';
import type { AccountRepository } from '../accounts/index.ts';
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import type { Clock } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import { handleTaken, type ProfileService } from '../profiles/index.ts';
import { registrationClosed, signInMethodOff, type TenantDirectory } from '../tenants/index.ts';
import { type ExternalProof, type ProvedAddress, profileOf, provedAddressOf } from './external-proof.ts';
import type { ExternalAccount, ExternalSessions } from './external-sessions.ts';
import type { SettleFirstProof } from './proof.ts';
import type { InsertAccount } from './registration.ts';

// Held by the transaction: whoever sees the same person for the first time, in whichever process, waits for the first.
const lockSql = 'select pg_advisory_xact_lock(hashtextextended($1, 0))';
const findSql =
  'select user_id as "userId" from external_identities where tenant_id = $1 and issuer = $2 and subject = $3';
const insertSql = 'insert into external_identities (tenant_id, issuer, subject, user_id) values ($1, $2, $3, $4)';

const noAddress = { email: null, emailKey: null, handle: null };

export type ExternalSignIn = ReturnType<typeof createExternalSignIn>;

export function createExternalSignIn(deps: {
  sequelize: Sequelize;
  externalSessions: ExternalSessions;
  accounts: Pick<AccountRepository, 'findByKey' | 'lockById' | 'setAddress'>;
  insertAccount: InsertAccount;
  settleFirstProof: SettleFirstProof;
  profiles: Pick<ProfileService, 'fill' | 'vouchForPhone' | 'welcomeVerified'>;
  isHandleFree: (tenantId: string, handle: string, tx?: UnitOfWork['tx']) => Promise<boolean>;
  settingsOf: TenantDirectory['settingsOf'];
  /** Whether an account of our own goes to whoever is vouched for with its address. */
  linkByEmail: boolean;
  transact: Transact;
  clock: Clock;
}) {
  const { sequelize, externalSessions: sessions, accounts } = deps;
  /** Under way: requests with the very same proof wait for one of them. */
  const settling = new Map<string, Promise<void>>();

  async function isKnown({ tx }: UnitOfWork, { tenantId, issuer, subject }: ExternalProof): Promise<boolean> {
    const bind = [tenantId, issuer, subject];
    await sequelize.query(lockSql, { bind: [`external ${JSON.stringify(bind)}`], transaction: tx });
    return (await sequelize.query(findSql, { type: QueryTypes.SELECT, bind, transaction: tx })).length > 0;
  }

  /** The account that is here with this address already, if it goes to whoever proves it; it is theirs alone then. */
  async function claimAccount(unit: UnitOfWork, { tenantId, issuer }: ExternalProof, { emailKey }: ProvedAddress) {
    const found = deps.linkByEmail ? await accounts.findByKey(tenantId, emailKey, unit.tx) : null;
    const account = found && (await accounts.lockById(unit.tx, found.id));
    if (!account) return undefined;
    const { id } = account;
    // Whoever registered the address without proving it may be a stranger: what they have left ends.
    if (!account.emailVerifiedAt)
      await deps.settleFirstProof(unit, account, { verificationId: null, passwordHash: null, handle: null });
    unit.record({ tenantId, userId: id, actorId: id, type: 'account.linked' });
    const target = { type: 'account', id } as const;
    unit.audit({ tenantId, action: 'users.linked', actor: { kind: 'system' }, target, after: { issuer } });
    return id;
  }

  /** Makes the account and its profile. @throws REGISTRATION_CLOSED, TENANT_FULL, HANDLE_TAKEN */
  async function makeAccount(unit: UnitOfWork, proof: ExternalProof, withHandle: boolean): Promise<string> {
    const { tenantId, claims, issuer } = proof;
    if ((await deps.settingsOf(tenantId)).registration === 'closed') throw registrationClosed();
    const { fields, phoneVerified } = profileOf(claims);
    const { handle = null, displayName = null, ...others } = fields;
    const isFree = withHandle && handle !== null && (await deps.isHandleFree(tenantId, handle, unit.tx));
    const draft = { tenantId, passwordHash: null, displayName };
    const address = provedAddressOf(claims);
    const proved =
      address && (await deps.insertAccount(unit, { ...draft, ...address, handle: isFree ? handle : null }, true));
    // Where somebody else has the address, or none is proved, the account has none; nor, then, a handle.
    const id = proved ?? (await deps.insertAccount(unit, { ...draft, ...noAddress }, false));
    if (!id) throw new Error('an account without an address is nobody else’s');
    const key = { tenantId, userId: id };
    if (Object.keys(others).length > 0) await deps.profiles.fill(unit, key, others);
    if (phoneVerified) await deps.profiles.vouchForPhone(unit, key, true);
    unit.record({ ...key, actorId: id, type: 'account.registered' });
    const about = { target: { type: 'account', id }, after: { issuer, emailVerified: proved !== undefined } } as const;
    unit.audit({ tenantId, action: 'users.created', actor: { kind: 'system' }, ...about });
    return id;
  }

  const welcome = (proof: ExternalProof, origin: Origin, withHandle: boolean): Promise<void> =>
    deps.transact(origin, async (unit) => {
      if (await isKnown(unit, proof)) return;
      const { tenantId, issuer, subject, claims } = proof;
      const address = provedAddressOf(claims);
      const claimed = address && (await claimAccount(unit, proof, address));
      const userId = claimed ?? (await makeAccount(unit, proof, withHandle));
      await sequelize.query(insertSql, { bind: [tenantId, issuer, subject, userId], transaction: unit.tx });
    });

  /** An account that had no address gets the one that is proved by now, unless it is somebody else's. */
  async function adoptAddress(unit: UnitOfWork, userId: string, { tenantId, claims }: ExternalProof): Promise<void> {
    const address = provedAddressOf(claims);
    if (!address || !(await accounts.setAddress(unit.tx, userId, { ...address, provedAt: deps.clock() }))) return;
    await deps.profiles.welcomeVerified(unit, { tenantId, userId }, null);
    unit.record({ tenantId, userId, actorId: userId, type: 'email.verified' });
    unit.announce(`account:${tenantId}/${userId}`);
  }

  const openSession = ({ userId, emailVerified }: ExternalAccount, proof: ExternalProof, origin: Origin) =>
    deps.transact(origin, async (unit) => {
      const { tenantId } = proof;
      const opened = await sessions.open(unit.tx, userId, proof, origin);
      if (!opened) return;
      if (!emailVerified) await adoptAddress(unit, userId, proof);
      if (!opened.isNew) return;
      const actor = { kind: 'account', id: userId } as const;
      unit.record({ tenantId, userId, actorId: userId, type: 'session.opened' });
      unit.audit({ tenantId, action: 'sign-in.succeeded', actor, target: { type: 'account', id: userId } });
    });

  /** The account, made if there is none. */
  async function findOrMake(proof: ExternalProof, origin: Origin): Promise<ExternalAccount> {
    const known = await sessions.findAccount(proof);
    if (known) return known;
    await welcome(proof, origin, true).catch((error) => {
      // Somebody else claimed the handle at the same moment: now it is taken, and the account is made without it.
      if (error instanceof AppError && error.code === handleTaken.code) return welcome(proof, origin, false);
      throw error;
    });
    const made = await sessions.findAccount(proof);
    if (!made) throw new Error('whoever was just welcomed is known');
    return made;
  }

  async function settle(proof: ExternalProof, origin: Origin): Promise<void> {
    const account = await findOrMake(proof, origin);
    if (account.isActive) await openSession(account, proof, origin);
  }

  function settleOnce(proof: ExternalProof, origin: Origin): Promise<void> {
    const { tenantId, issuer, subject, session } = proof;
    const same = JSON.stringify([tenantId, issuer, subject, session]);
    const earlier = settling.get(same);
    if (earlier) return earlier;
    const work = settle(proof, origin).finally(() => settling.delete(same));
    settling.set(same, work);
    return work;
  }

  /** Whether nothing is to be written: the person is known, and so are the session and its latest proof. */
  const isSettled = (account: ExternalAccount | undefined, { claims }: ExternalProof): boolean =>
    account !== undefined &&
    (!account.isActive || (account.sessionId !== null && (account.emailVerified || !provedAddressOf(claims))));

  async function requireMethod({ tenantId, method }: ExternalProof): Promise<void> {
    if ((await deps.settingsOf(tenantId)).signIn?.includes(method) === false) throw signInMethodOff();
  }

  return {
    /** Whose account it is, made at first sight; opens no session. @throws SIGN_IN_METHOD_OFF, REGISTRATION_CLOSED, TENANT_FULL */
    async recognize(proof: ExternalProof, origin: Origin): Promise<Pick<ExternalAccount, 'userId' | 'isActive'>> {
      await requireMethod(proof);
      const { userId, isActive, emailVerified } = await findOrMake(proof, origin);
      if (isActive && !emailVerified && provedAddressOf(proof.claims))
        await deps.transact(origin, (unit) => adoptAddress(unit, userId, proof));
      return { userId, isActive };
    },

    /**
     * Who it is, with an account and a session from now on. Undefined when the account is switched off or banned, or the
     * session was ended here. @throws SIGN_IN_METHOD_OFF, REGISTRATION_CLOSED, TENANT_FULL
     */
    async signIn(proof: ExternalProof, origin: Origin): Promise<Identity | undefined> {
      await requireMethod(proof);
      const { tenantId } = proof;
      let account = await sessions.findAccount(proof);
      if (!isSettled(account, proof)) {
        await settleOnce(proof, origin);
        // Read again, never shared: somebody's rights may have changed while others were waited for.
        account = await sessions.findAccount(proof);
      }
      if (!account?.isActive || account.sessionId === null) return undefined;
      const { userId, sessionId, emailVerified, roles, permissions } = account;
      return { kind: 'account', tenantId, userId, sessionId, emailVerified, roles, permissions };
    },
  };
}
