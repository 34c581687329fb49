// The three proofs. Each looks at what is so now, and says whether it holds, what it is bound to, and if not, why.
import { createHmac } from 'node:crypto';
import type { Dns } from '../platform/net/dns.ts';
import type { FetchedPage, SafeFetch } from '../platform/net/safe-fetch.ts';
import type { ProofBinding } from '../profiles/index.ts';
import { findBackLinks } from './back-links.ts';
import { hostOf, isPlainHost, isSamePlace, type Link, type ProofMethod, provesHost } from './methods.ts';
import { comparable, type ProfileAddress, type ProfileAddresses } from './profile-addresses.ts';
import type { ProofReason } from './reasons.ts';

/** Whose link it is. */
export interface Claimant {
  readonly tenantId: string;
  readonly userId: string;
  readonly handle: string | null;
  /** The folded address; null unless it is proved. */
  readonly emailKey: string | null;
}

export type CheckOutcome =
  | { readonly holds: true; readonly boundTo: ProofBinding; readonly subject: string }
  | { readonly holds: false; readonly reason: ProofReason };

const holds = (boundTo: ProofBinding, subject = ''): CheckOutcome => ({ holds: true, boundTo, subject });
const fails = (reason: ProofReason): CheckOutcome => ({ holds: false, reason });

export type LinkChecks = ReturnType<typeof createLinkChecks>;

export function createLinkChecks(deps: {
  safeFetch: SafeFetch;
  dns: Pick<Dns, 'textsOf'>;
  addresses: Pick<ProfileAddresses, 'of'>;
  /** Makes the tokens of DNS records. */
  tokenKey: Buffer;
  /** Pages of one's own network may do without https. */
  allowHttp: boolean;
}) {
  const { safeFetch } = deps;

  /** What the owner of a host puts into DNS. Derived: nobody has to keep it, and nobody else can use it. */
  function recordFor({ tenantId, userId }: Pick<Claimant, 'tenantId' | 'userId'>, url: string) {
    const host = hostOf(url);
    const token = createHmac('sha256', deps.tokenKey).update(`${tenantId}/${userId}/${host}`).digest('base64url');
    return { name: `_cameo.${host}`, value: `cameo-verification=${token.slice(0, 32)}` };
  }

  function problemOf(page: FetchedPage, link: Link): ProofReason | undefined {
    if (!isSamePlace(link, page.url)) return 'other-page';
    if (page.status !== 200) return 'error-page';
    return ['text/html', 'application/xhtml+xml'].includes(page.contentType) ? undefined : 'not-html';
  }

  /** The address of the person that one of the links is, or that the first of them leads to: some networks write their own. */
  async function homeOf(hrefs: readonly string[], addresses: readonly ProfileAddress[]) {
    const leadsHome = (href: string) => addresses.find(({ url }) => comparable(url) === comparable(href));
    const direct = hrefs.map(leadsHome).find((address) => address !== undefined);
    const [first] = hrefs;
    if (direct || first === undefined || !/^https?:/i.test(first)) return direct;
    const step = await safeFetch(first, { maxRedirects: 0 });
    return step.ok && step.location !== undefined ? leadsHome(step.location) : undefined;
  }

  async function checkBackLink(claimant: Claimant, link: Link): Promise<CheckOutcome> {
    if (!deps.allowHttp && new URL(link.url).protocol !== 'https:') return fails('not-https');
    if (!isPlainHost(link.url)) return fails('unclear-host');
    const page = await safeFetch(link.url);
    if (!page.ok) return fails(page.reason);
    const problem = problemOf(page, link);
    if (problem) return fails(problem);

    const home = await homeOf(findBackLinks(page.body.toString('utf8')), await deps.addresses.of(claimant));
    if (!home) return fails('no-back-link');
    return home.byHandle ? holds('handle', claimant.handle ?? '') : holds('link');
  }

  async function checkRecord(claimant: Claimant, link: Link): Promise<CheckOutcome> {
    const { name, value } = recordFor(claimant, link.url);
    const texts = await deps.dns.textsOf(name);
    return texts.some((text) => text.trim() === value) ? holds('link') : fails('no-record');
  }

  async function checkMailDomain({ emailKey }: Claimant, link: Link): Promise<CheckOutcome> {
    const domain = emailKey?.split('@').at(-1);
    if (emailKey === null || domain === undefined) return fails('no-address');
    return provesHost(domain, hostOf(link.url)) ? holds('address', emailKey) : fails('no-address');
  }

  const checks = { 'rel-me': checkBackLink, 'dns-txt': checkRecord, 'mail-domain': checkMailDomain } as const;
  return {
    recordFor,
    check: (method: ProofMethod, claimant: Claimant, link: Link): Promise<CheckOutcome> =>
      checks[method](claimant, link),
  };
}
