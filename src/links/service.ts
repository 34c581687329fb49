// Links that prove themselves: what their owners ask for, what the checks come to, and what others see of it.
import { requireVerified } from '../accounts/index.ts';
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import type { Clock } from '../platform/clock.ts';
import { newId } from '../platform/ids.ts';
import { type Limit, requireAllowance } from '../platform/rate-limit/limit.ts';
import { viewerOf } from '../privacy/index.ts';
import {
  type Presenter,
  type ProfileRow,
  type ProfileRows,
  type ProfileService,
  profileNotFound,
  proofDigest,
} from '../profiles/index.ts';
import type { LinkChecks } from './checks.ts';
import { hostBusy, linkCheckedRecently, linkNotFound, proofNotPossible, tooManyLinkChecks } from './errors.ts';
import { hostOf, type Link, methodsFor, type ProofMethod } from './methods.ts';
import { type OwnLink, presentOwnLink, presentProof, type ShownLink } from './presenter.ts';
import type { ProfileAddresses } from './profile-addresses.ts';
import { afterCheck, dayMs, isAwaited, type ProofRules } from './proof-rules.ts';
import type { CheckedProof, ProofRepository, ProofRow } from './repository.ts';

/** Between two checks of one link that its owner asks for. */
const coolDownMs = 60_000;
const batchSize = 200;

export type LinkService = ReturnType<typeof createLinkService>;

export function createLinkService(deps: {
  repository: ProofRepository;
  checks: LinkChecks;
  addresses: ProfileAddresses;
  rows: ProfileRows;
  presenter: Pick<Presenter, 'isFound' | 'linksOf'>;
  profiles: Pick<ProfileService, 'derivedChanged'>;
  transact: Transact;
  rules: ProofRules;
  /** By account, and by the host that is asked: we are nobody's means of pestering others. */
  limits: { readonly asks: Limit; readonly hosts: Limit };
  clock: Clock;
}) {
  const { repository, checks, rows, presenter, transact, clock } = deps;

  const proofOf = (proofs: readonly ProofRow[], network: string, method: ProofMethod) =>
    proofs.find((proof) => proof.network === network && proof.method === method);

  async function ownRow({ tenantId, userId }: Identity): Promise<ProfileRow> {
    const row = await rows.findById(tenantId, userId);
    if (!row || row.deleted) throw profileNotFound();
    return row;
  }

  async function present(row: ProfileRow, links: readonly Link[]): Promise<OwnLink[]> {
    const [proofs, profileUrl] = await Promise.all([repository.ofPerson(row.userId), deps.addresses.best(row)]);
    return links.map((link) =>
      presentOwnLink({
        link,
        methods: methodsFor(link).map((method) => ({ method, proof: proofOf(proofs, link.network, method) })),
        profileUrl,
        record: checks.recordFor(row, link.url),
        coolDownMs,
      }),
    );
  }

  /** @throws LINK_NOT_FOUND */
  function requireLink(row: ProfileRow, network: string): Link {
    const link = presenter.linksOf(row, 'owner').find((one) => one.network === network);
    if (!link) throw linkNotFound();
    return link;
  }

  /** Notes that a check is asked for. Returns the id of the proof. @throws LINK_CHECKED_RECENTLY */
  async function ask(unit: UnitOfWork, { tenantId, userId }: ProfileRow, link: Link, method: ProofMethod) {
    const known = proofOf(await repository.ofPerson(userId, unit.tx), link.network, method);
    const askedAt = clock();
    if (known?.stands) {
      const waitMs = known.askedAt.getTime() + coolDownMs - askedAt.getTime();
      if (waitMs > 0) throw linkCheckedRecently({ headers: { 'Retry-After': String(Math.ceil(waitMs / 1000)) } });
      await repository.markAsked(unit.tx, known.id, askedAt);
      return known.id;
    }
    if (known) await repository.remove(unit.tx, known.id);
    const id = newId();
    const { network, url } = link;
    await repository.insert(unit.tx, { id, tenantId, userId, network, method, digest: proofDigest(url), askedAt });
    return id;
  }

  /** The profile shows the mark, or shows it no more. */
  async function follow(unit: UnitOfWork, proof: ProofRow, type: 'link.verified' | 'link.dropped') {
    const { tenantId, userId, network } = proof;
    await deps.profiles.derivedChanged(unit, { tenantId, userId });
    unit.record({ tenantId, userId, type, fields: [network === 'website' ? 'website' : 'socialLinks'] });
    if (type === 'link.dropped') unit.emit({ type, tenantId, userId, proofId: proof.id });
  }

  /** Keeps what a check has come to, unless the link has changed meanwhile or somebody else was faster. */
  const settle = (checked: ProofRow, conclude: (proof: ProofRow) => CheckedProof): Promise<void> =>
    transact(null, async (unit) => {
      // The profile first, as everybody who changes a link or asks for a check.
      await rows.lockById(unit.tx, checked.tenantId, checked.userId);
      const proof = await repository.lockById(unit.tx, checked.id);
      if (!proof || !isAwaited(proof)) return;
      if (!proof.stands || proof.url !== checked.url) return repository.remove(unit.tx, proof.id);
      const result = conclude(proof);
      await repository.write(unit.tx, result);
      if (!proof.verifiedAt && result.verifiedAt) await follow(unit, proof, 'link.verified');
      if (proof.verifiedAt && !result.verifiedAt) await follow(unit, proof, 'link.dropped');
    });

  return {
    /** Every link of one's own, with what has been proved of it and what can be. @throws PROFILE_NOT_FOUND */
    async own(identity: Identity): Promise<OwnLink[]> {
      const row = await ownRow(identity);
      return present(row, presenter.linksOf(row, 'owner'));
    },

    /** Asks for a check, now or again. @throws LINK_NOT_FOUND, PROOF_NOT_POSSIBLE, LINK_CHECKED_RECENTLY, TOO_MANY_LINK_CHECKS, EMAIL_NOT_VERIFIED */
    async verify(identity: Identity, network: string, method: ProofMethod, origin: Origin): Promise<OwnLink> {
      requireVerified(identity, 'links:verify');
      const { tenantId, userId } = identity;
      requireLink(await ownRow(identity), network);
      await requireAllowance(deps.limits.asks, userId, tooManyLinkChecks);
      await transact(origin, async (unit) => {
        // Locked: the link that is noted is the one that is there, and two questions at once are one.
        const row = await rows.lockById(unit.tx, tenantId, userId);
        if (!row || row.deleted) throw profileNotFound();
        const link = requireLink(row, network);
        if (!methodsFor(link).includes(method)) throw proofNotPossible();
        const proofId = await ask(unit, row, link, method);
        unit.emit({ type: 'link.check-asked', tenantId, userId, proofId });
      });
      const row = await ownRow(identity);
      const [own] = await present(row, [requireLink(row, network)]);
      if (!own) throw linkNotFound();
      return own;
    },

    /** Takes every proof of a link back, whether it holds or not. @throws LINK_NOT_FOUND when there was none */
    withdraw: ({ tenantId, userId }: Identity, network: string, origin: Origin): Promise<void> =>
      transact(origin, async (unit) => {
        const row = await rows.lockById(unit.tx, tenantId, userId);
        const proofs = (await repository.ofPerson(userId, unit.tx)).filter((proof) => proof.network === network);
        if (!row || proofs.length === 0) throw linkNotFound();
        for (const { id } of proofs) await repository.remove(unit.tx, id);
        await deps.profiles.derivedChanged(unit, { tenantId, userId });
        const fields = [network === 'website' ? 'website' : 'socialLinks'];
        unit.record({ tenantId, userId, actorId: userId, type: 'link.withdrawn', fields });
      }),

    /** The links of somebody that the viewer may read, each with its proof. @throws PROFILE_NOT_FOUND */
    async ofPerson(tenantId: string, idOrHandle: string, identity: Identity | undefined): Promise<ShownLink[]> {
      const row = await rows.findForViewer(tenantId, idOrHandle, identity?.userId ?? null);
      const viewer = row && viewerOf(identity, row);
      if (!row || !viewer || row.deleted || (viewer !== 'owner' && !presenter.isFound(row, viewer)))
        throw profileNotFound();
      return presenter
        .linksOf(row, viewer)
        .map(({ network, url, proof }) => ({ network, url, proof: presentProof(proof) }));
    },

    /** Makes the check that was asked for, unless it was made before. @throws LINK_HOST_BUSY */
    async check(proofId: string): Promise<void> {
      const proof = await repository.findById(proofId);
      if (!proof || !isAwaited(proof)) return;
      const { id, network, method, url, stands } = proof;
      if (!stands || url === null) return transact(null, ({ tx }) => repository.remove(tx, id));
      // Mail domains cost nobody anything.
      if (method !== 'mail-domain') await requireAllowance(deps.limits.hosts, hostOf(url), hostBusy);
      const now = clock();
      const outcome = await checks.check(method, proof, { network, url });
      await settle(proof, (current) => afterCheck(current, outcome, now, deps.rules));
    },

    /** The check could not be made, for good: the owner may ask again, and no proof is over because of us. */
    async giveUp(proofId: string): Promise<void> {
      const proof = await repository.findById(proofId);
      if (!proof) return;
      const now = clock();
      await settle(proof, (current) => afterCheck({ ...current, askedByClock: false }, notChecked, now, deps.rules));
    },

    /** Asks for checks of all proofs whose time has come. */
    async recheck(): Promise<void> {
      for (;;) {
        const found = await transact(null, async (unit) => {
          const now = clock();
          const due = await repository.claimDue(unit.tx, now, new Date(now.getTime() + dayMs), batchSize);
          for (const { id, ...whose } of due) unit.emit({ type: 'link.check-asked', ...whose, proofId: id });
          return due.length;
        });
        if (found < batchSize) return;
      }
    },
  };
}

const notChecked = { holds: false, reason: 'not-checked' } as const;
