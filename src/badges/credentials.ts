// Badges to take along: a grant as an Open Badges 3.0 credential, a JWT that anybody can check with our published key, and
// the signed lists in which they read whether it still stands.
import { SignJWT } from 'jose';
import type { Identity } from '../contracts/identity.ts';
import type { Clock } from '../platform/clock.ts';
import type { Keys } from '../platform/keys.ts';
import { grantNotFound, statusListNotFound } from './errors.ts';
import type { GrantRow } from './repository.ts';
import type { BadgeService } from './service.ts';
import type { StatusLists, StatusPlace } from './status-lists.ts';

const contexts = ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'];
// Verifiers ask for a list again after this; what is withdrawn is known so soon.
export const statusListSeconds = 300;

const inSeconds = (moment: Date) => Math.floor(moment.getTime() / 1000);

interface Addresses {
  readonly issuer: string;
  readonly holder: string;
  readonly statusList: string;
  /** Leads to the uploaded icon, if there is one; credentials last longer than icons. */
  readonly image: string | null;
}

/** The credential before it is signed; Open Badges 3.0, data model of Verifiable Credentials 2.0. */
function presentCredential(grant: GrantRow, { issuer, holder, statusList, image }: Addresses, { place }: StatusPlace) {
  const { id, slug, name, description, reason, evidenceUrl, grantedAt, expiresAt } = grant;
  return {
    '@context': contexts,
    id: `urn:uuid:${id}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name,
    issuer: { id: issuer, type: ['Profile'], name: grant.issuer, url: issuer },
    validFrom: grantedAt.toISOString(),
    ...(expiresAt && { validUntil: expiresAt.toISOString() }),
    credentialSubject: {
      id: holder,
      type: ['AchievementSubject'],
      achievement: {
        id: `${issuer}/api/v1/badges/${slug}`,
        type: ['Achievement'],
        name,
        description,
        criteria: { narrative: description },
        ...(image && { image: { id: image, type: 'Image' } }),
      },
    },
    evidence: [{ ...(evidenceUrl && { id: evidenceUrl }), type: ['Evidence'], narrative: reason }],
    credentialStatus: {
      id: `${statusList}#${place}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(place),
      statusListCredential: statusList,
    },
  };
}

export type CredentialService = ReturnType<typeof createCredentialService>;

export function createCredentialService(deps: {
  badges: Pick<BadgeService, 'visibleGrants'>;
  statusLists: StatusLists;
  signing: Keys['signing'];
  publicUrl: string;
  clock: Clock;
}) {
  const { statusLists, signing } = deps;
  const issuer = deps.publicUrl.replace(/\/+$/, '');
  const addressOf = (tenantId: string, list: number) => `${issuer}/api/v1/badges/status/${tenantId}/${list}`;

  /** Registered claims repeat what the credential says, as section 8.2.4 of Open Badges 3.0 has it. */
  function sign(credential: { id: string; credentialSubject: { id: string } }, from: Date, until: Date | null) {
    const jwt = new SignJWT(credential)
      .setProtectedHeader({ alg: 'ES256', typ: 'vc+jwt', kid: signing.kid, jwk: signing.publicJwk })
      .setIssuer(issuer)
      .setJti(credential.id)
      .setSubject(credential.credentialSubject.id)
      .setNotBefore(inSeconds(from));
    if (until) jwt.setExpirationTime(inSeconds(until));
    return jwt.sign(signing.privateKey);
  }

  return {
    /** The credential of a badge that the viewer may see. @throws PROFILE_NOT_FOUND, GRANT_NOT_FOUND */
    async credentialOf(
      tenantId: string,
      idOrHandle: string,
      grantId: string,
      identity: Identity | undefined,
    ): Promise<string> {
      const grants = await deps.badges.visibleGrants(tenantId, idOrHandle, identity);
      const grant = grants.find(({ id }) => id === grantId);
      if (!grant) throw grantNotFound();
      const place = await statusLists.placeOf(tenantId, grant.id);
      const addresses = {
        issuer,
        holder: `${issuer}/p/${grant.userId}`,
        statusList: addressOf(tenantId, place.list),
        image: grant.iconFile === null ? null : `${issuer}/api/v1/badges/${tenantId}/${grant.slug}/icon`,
      };
      return sign(presentCredential(grant, addresses, place), grant.grantedAt, grant.expiresAt);
    },

    /** A status list, signed like the credentials that point to it. @throws STATUS_LIST_NOT_FOUND */
    async statusList(tenantId: string, list: number): Promise<string> {
      const encodedList = await statusLists.encode(tenantId, list);
      if (encodedList === undefined) throw statusListNotFound();
      const [now, id] = [deps.clock(), addressOf(tenantId, list)];
      const credential = {
        '@context': contexts.slice(0, 1),
        id,
        type: ['VerifiableCredential', 'BitstringStatusListCredential'],
        issuer,
        validFrom: now.toISOString(),
        credentialSubject: {
          id: `${id}#list`,
          type: 'BitstringStatusList',
          statusPurpose: 'revocation',
          ttl: statusListSeconds * 1000,
          encodedList,
        },
      };
      return sign(credential, now, null);
    },
  };
}
