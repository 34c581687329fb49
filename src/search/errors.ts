import { defineError } from '../platform/errors.ts';

export const sitemapNotFound = defineError('SITEMAP_NOT_FOUND', 404, 'There is no such part of the sitemap.');

export const searchTokenUnavailable = defineError(
  'SEARCH_TOKEN_UNAVAILABLE',
  409,
  'Search cannot be asked directly here at the moment. Use `GET /profiles`.',
);
