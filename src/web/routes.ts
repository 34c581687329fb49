// HTTP door of the public pages of people.
import type { Request } from 'express';
import Joi from 'joi';
import type { ViewSource } from '../contracts/insights.ts';
import type { ProfileAddresses } from '../links/index.ts';
import { htmlType } from '../platform/http/html.ts';
import { openRoute, type RawReply, type RequestContext, type Route } from '../platform/http/route.ts';
import { idOrHandle, type ProfileReader, profileNotFound } from '../profiles/index.ts';
import type { PageSender } from './pages.ts';
import { presentProfilePage, readPublicProfile } from './profile-page.ts';
import type { PageContent } from './template.ts';
import { type CardProfile, presentVcard } from './vcard.ts';

const tag = 'Pages';

export interface WebRouteParts {
  readonly reader: Pick<ProfileReader, 'readOther'>;
  readonly addresses: Pick<ProfileAddresses, 'best'>;
  readonly sendPage: PageSender;
  /** The site whose link led to this page. */
  readonly arrivedFrom: (request: Request) => ViewSource;
}

type Asked = Pick<RequestContext<unknown, unknown, unknown>, 'request' | 'tenantId' | 'identity'>;

// Sites add to the addresses that they pass on whatever they like; the application reads `source` of it.
const anything = Joi.object<object>().unknown();
const searchOf = ({ originalUrl }: Request): string => /\?.*$/.exec(originalUrl)?.[0] ?? '';

const nobody = { head: '<title>404</title><meta name="robots" content="noindex">', body: '' };

export function createWebRoutes({ reader, addresses, sendPage, arrivedFrom }: WebRouteParts): Route[] {
  async function page({ request, tenantId, identity }: Asked, name: string): Promise<RawReply> {
    // As everybody sees it, whoever asks: what more somebody may see, the application asks for in their name. What they
    // may not see, such as people who have blocked them, is not there for them.
    const [shown, theirs] = await Promise.all([
      reader.readOther(tenantId, name, undefined),
      identity && reader.readOther(tenantId, name, identity),
    ]);
    const found = identity && !theirs ? undefined : shown;
    if (found && 'movedTo' in found)
      return {
        status: 308,
        raw: '',
        contentType: htmlType,
        headers: { Location: `/@${encodeURIComponent(found.movedTo)}${searchOf(request)}` },
      };
    // The application says it when it asks for the profile: what a script asks for tells no site that led to its page.
    const source = arrivedFrom(request);
    const mark = source === 'direct' ? '' : `<meta name="cameo-source" content="${source}">`;
    const marked = ({ head, body }: PageContent): PageContent => ({ head: head + mark, body });
    if (!found) {
      const { html, headers } = await sendPage(request, tenantId, marked(nobody));
      return { status: 404, raw: html, contentType: htmlType, headers };
    }
    const profile = readPublicProfile(found.json);
    const url = await addresses.best({ tenantId, userId: profile.id, handle: profile.handle ?? null });
    const content = marked(presentProfilePage(profile, url, found.isIndexable));
    const { html, headers } = await sendPage(request, tenantId, content);
    const robots = found.isIndexable ? {} : { 'X-Robots-Tag': 'noindex' };
    return { raw: html, contentType: htmlType, headers: { ...headers, ...robots } };
  }

  const described = {
    method: 'get',
    root: true,
    tag,
    access: 'anyone',
    query: anything,
    responses: { 200: htmlType, 308: htmlType, 404: htmlType },
  } as const;
  return [
    openRoute({
      ...described,
      path: '/@{handle}',
      summary: 'Somebody’s public page',
      description: 'With Open Graph, JSON-LD (`ProfilePage`) and `rel="me"` links; of what everybody may read.',
      params: Joi.object<{ handle: string }>({
        handle: Joi.string().max(64).required().description('A handle.').example('ada'),
      }),
      handle: (context) => page(context, context.params.handle),
    }),
    openRoute({
      ...described,
      path: '/p/{id}',
      summary: 'Somebody’s public page, by id',
      params: Joi.object<{ id: string }>({
        id: Joi.string()
          .max(64)
          .required()
          .description('The id of a profile.')
          .example('019c6e2a-0000-7000-8000-000000000001'),
      }),
      handle: (context) => page(context, context.params.id),
    }),
    openRoute({
      method: 'get',
      path: '/profiles/{id}/vcard',
      tag: 'People',
      access: 'anyone',
      summary: 'Somebody as a vCard',
      description: 'For address books: what you may see of the profile, as vCard 4.0.',
      params: idOrHandle,
      responses: { 200: 'text/vcard' },
      errors: [profileNotFound],
      async handle({ tenantId, identity, params }) {
        const found = await reader.readOther(tenantId, params.id, identity);
        if (!found || 'movedTo' in found) throw profileNotFound();
        const profile: CardProfile = readPublicProfile(found.json);
        const url = await addresses.best({ tenantId, userId: profile.id, handle: profile.handle ?? null });
        return {
          raw: presentVcard(profile, url),
          contentType: 'text/vcard; charset=utf-8',
          headers: { 'Content-Disposition': `attachment; filename="${profile.handle ?? 'profile'}.vcf"` },
        };
      },
    }),
  ];
}
