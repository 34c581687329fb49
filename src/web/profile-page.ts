// The public page of a person, as search engines, link previews and readers without JavaScript get it: what everybody may
// read, and not a word more.
import Joi from 'joi';
import { escapeHtml } from '../platform/http/html.ts';
import { firstGraphemes, hasGraphemes } from '../platform/text/graphemes.ts';
import type { PageContent } from './template.ts';

/** What the presenter has given for the public. Other fields of it are not shown here. */
export interface PublicProfile {
  readonly id: string;
  readonly handle?: string;
  readonly displayName?: string;
  readonly fullName?: string;
  readonly pronouns?: string;
  readonly headline?: string;
  readonly bio?: string;
  readonly location?: string;
  readonly website?: string;
  readonly socialLinks?: Readonly<Record<string, string>>;
  readonly skills?: readonly string[];
  readonly interests?: readonly string[];
  readonly avatar: string;
  readonly avatarUrls?: { readonly avatarUrl: string };
  readonly avatarAlt?: string;
  readonly stats?: { readonly followersCount?: number; readonly joinedAt?: string };
}

const texts = Joi.array().items(Joi.string());
const publicProfile = Joi.object<PublicProfile>({
  id: Joi.string().required(),
  ...Object.fromEntries(
    ['handle', 'displayName', 'fullName', 'pronouns', 'headline', 'bio', 'location', 'website', 'avatarAlt'].map(
      (name) => [name, Joi.string()],
    ),
  ),
  socialLinks: Joi.object().pattern(Joi.string(), Joi.string()),
  skills: texts,
  interests: texts,
  avatar: Joi.string().required(),
  avatarUrls: Joi.object({ avatarUrl: Joi.string().required() }).unknown(),
  stats: Joi.object({ followersCount: Joi.number(), joinedAt: Joi.string() }).unknown(),
}).unknown();

/** The profile in a reply's envelope. */
export const readPublicProfile = (json: string): PublicProfile =>
  Joi.attempt(JSON.parse(json).data, publicProfile, { convert: false });

const maxDescription = 200;

/** The beginning of a text on one line. */
function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return hasGraphemes(line, maxDescription + 1) ? `${firstGraphemes(line, maxDescription - 1)}…` : line;
}

const nameOf = ({ displayName, fullName, handle, id }: PublicProfile): string =>
  displayName ?? fullName ?? handle ?? id;
const linksOf = ({ website, socialLinks = {} }: PublicProfile): string[] => [
  ...new Set([...(website === undefined ? [] : [website]), ...Object.values(socialLinks)]),
];
const pictureOf = ({ avatarUrls, avatar }: PublicProfile): string => avatarUrls?.avatarUrl ?? avatar;

/** schema.org ProfilePage, as https://developers.google.com/search/docs/appearance/structured-data/profile-page has it. */
function structuredData(profile: PublicProfile, url: string): string {
  const { id, handle, headline, bio, stats } = profile;
  const followers = stats?.followersCount ?? 0;
  const sameAs = linksOf(profile);
  const data = {
    '@context': 'https://schema.org',
    '@type': 'ProfilePage',
    ...(stats?.joinedAt && { dateCreated: stats.joinedAt }),
    mainEntity: {
      '@type': 'Person',
      name: nameOf(profile),
      ...(handle && { alternateName: handle }),
      identifier: id,
      url,
      ...((headline ?? bio) && { description: shortened(headline ?? bio ?? '') }),
      image: pictureOf(profile),
      ...(sameAs.length > 0 && { sameAs }),
      ...(followers > 0 && {
        interactionStatistic: [
          {
            '@type': 'InteractionCounter',
            interactionType: 'https://schema.org/FollowAction',
            userInteractionCount: followers,
          },
        ],
      }),
    },
  };
  // Nothing in it can end the element.
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  return `<script type="application/ld+json">${json}</script>`;
}

const meta = (attribute: 'name' | 'property', key: string, content: string): string =>
  `<meta ${attribute}="${key}" content="${escapeHtml(content)}">`;

function headOf(profile: PublicProfile, url: string, isIndexable: boolean): string {
  const name = nameOf(profile);
  const title = profile.handle ? `${name} (@${profile.handle})` : name;
  const said = profile.headline ?? profile.bio;
  const description = said === undefined ? undefined : shortened(said);
  return [
    `<title>${escapeHtml(title)}</title>`,
    `<link rel="canonical" href="${escapeHtml(url)}">`,
    ...linksOf(profile).map((link) => `<link rel="me" href="${escapeHtml(link)}">`),
    ...(description === undefined ? [] : [meta('name', 'description', description)]),
    meta('property', 'og:type', 'profile'),
    meta('property', 'og:title', title),
    meta('property', 'og:url', url),
    meta('property', 'og:image', pictureOf(profile)),
    ...(description === undefined ? [] : [meta('property', 'og:description', description)]),
    meta('name', 'twitter:card', 'summary'),
    ...(isIndexable ? [structuredData(profile, url)] : [meta('name', 'robots', 'noindex')]),
  ].join('');
}

const paragraphs = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((part) => `<p>${escapeHtml(part).replaceAll('\n', '<br>')}</p>`)
    .join('');
const list = (items: readonly string[], render: (item: string) => string): string =>
  items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${render(item)}</li>`).join('')}</ul>`;

function bodyOf(profile: PublicProfile): string {
  const { handle, pronouns, headline, bio, location, skills = [], interests = [], avatarAlt = '' } = profile;
  const under = [handle && `@${handle}`, pronouns, location].filter((part) => part !== undefined && part !== '');
  const link = (url: string) =>
    `<a href="${escapeHtml(url)}" rel="me nofollow noopener noreferrer">${escapeHtml(url)}</a>`;
  return (
    `<main><article><img src="${escapeHtml(pictureOf(profile))}" alt="${escapeHtml(avatarAlt)}" width="128" height="128">` +
    `<h1>${escapeHtml(nameOf(profile))}</h1><p>${escapeHtml(under.join(' · '))}</p>` +
    `${headline ? `<p><strong>${escapeHtml(headline)}</strong></p>` : ''}${bio ? paragraphs(bio) : ''}` +
    `${list(skills, escapeHtml)}${list(interests, escapeHtml)}${list(linksOf(profile), link)}</article></main>`
  );
}

/** The page at `url`, its address among several; without `isIndexable` it asks outside search engines to leave. */
export const presentProfilePage = (profile: PublicProfile, url: string, isIndexable: boolean): PageContent => ({
  head: headOf(profile, url, isIndexable),
  body: bodyOf(profile),
});
