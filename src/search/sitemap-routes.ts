// HTTP door of the sitemap; by the host alone, so that what a cache keeps is the same for everybody.
import Joi from 'joi';
import { openRoute, type Route } from '../platform/http/route.ts';
import { sitemapNotFound } from './errors.ts';
import { type Sitemap, sitemapKeptSeconds } from './sitemap.ts';

const xml = 'application/xml; charset=utf-8';
const headers = { 'Cache-Control': `public, max-age=${sitemapKeptSeconds}` };
const fileName = /^people-([1-9]\d{0,4})\.xml$/;

export function createSitemapRoutes({ sitemap }: { sitemap: Sitemap }): Route[] {
  return [
    openRoute({
      method: 'get',
      path: '/sitemap.xml',
      root: true,
      limit: 'search',
      tag: 'Sitemap',
      access: 'anyone',
      summary: 'Where public profiles are listed',
      description:
        'For outside search engines, of the tenant at this host. Only people who are `indexable` are listed.',
      responses: { 200: xml },
      handle: async ({ request }) => ({ raw: await sitemap.index(request.hostname ?? ''), contentType: xml, headers }),
    }),
    openRoute({
      method: 'get',
      path: '/sitemaps/{file}',
      root: true,
      limit: 'search',
      tag: 'Sitemap',
      access: 'anyone',
      summary: 'A part of the sitemap',
      description: 'The addresses of 50,000 profiles at most.',
      params: Joi.object<{ file: string }>({
        file: Joi.string().max(40).description('As the sitemap lists it.').example('people-1.xml'),
      }),
      responses: { 200: xml },
      errors: [sitemapNotFound],
      async handle({ params, request }) {
        const number = fileName.exec(params.file)?.[1];
        const stream = number === undefined ? undefined : await sitemap.file(request.hostname ?? '', Number(number));
        if (!stream) throw sitemapNotFound();
        return { stream, contentType: xml, headers };
      },
    }),
  ];
}
