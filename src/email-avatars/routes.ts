// HTTP door for programs that look pictures up by e-mail address, at the addresses that Gravatar and Libravatar have.
import { caching, pictureReply } from '../avatars/index.ts';
import { openRoute, type RawReply, type Route } from '../platform/http/route.ts';
import { emailAvatarParams, emailAvatarQuery } from './schema.ts';
import type { EmailAvatar, EmailAvatarService } from './service.ts';

const plain = 'text/plain; charset=utf-8';
const kept = { 'Cache-Control': caching.shortly, 'Cross-Origin-Resource-Policy': 'cross-origin' };

function replyOf(found: EmailAvatar): RawReply {
  switch (found.kind) {
    case 'picture':
      return pictureReply(found.file, { caching: caching.shortly });
    case 'elsewhere':
      return { status: 302, raw: '', contentType: plain, headers: { ...kept, Location: found.url } };
    case 'missing':
      return { status: 404, raw: 'There is no picture.\n', contentType: plain, headers: kept };
  }
}

export function createEmailAvatarRoutes({ service }: { service: EmailAvatarService }): Route[] {
  return [
    openRoute({
      method: 'get',
      path: '/avatar/{hash}',
      root: true,
      limit: 'file',
      tag: 'Avatar',
      access: 'anyone',
      summary: 'A picture by the hash of an e-mail address',
      description:
        'For clients of Gravatar and Libravatar. Answers with the public picture of people who proved this address and switched `publicAvatarByEmail` on; for everybody else, known or not, with the default. Parameters that cannot be understood are passed over.',
      params: emailAvatarParams,
      query: emailAvatarQuery,
      responses: { 200: 'image/*', 302: plain, 404: plain },
      handle: async ({ tenantId, params, query }) => replyOf(await service.find(tenantId, params.hash, query)),
    }),
  ];
}
