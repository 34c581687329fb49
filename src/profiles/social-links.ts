// Named networks: a link must lead to the network it claims.
import Joi from 'joi';
import { httpUrl } from '../platform/text/joi.ts';

/** Hosts by network; an empty list is a network of many hosts. */
export const networkHosts = {
  github: ['github.com'],
  gitlab: ['gitlab.com'],
  linkedin: ['linkedin.com'],
  twitter: ['twitter.com', 'x.com'],
  mastodon: [],
  bluesky: ['bsky.app'],
  instagram: ['instagram.com'],
  youtube: ['youtube.com', 'youtu.be'],
  facebook: ['facebook.com', 'fb.com'],
  stackoverflow: ['stackoverflow.com'],
  orcid: ['orcid.org'],
  personal: [],
} as const satisfies Record<string, readonly string[]>;

export type SocialNetwork = keyof typeof networkHosts;
export const socialNetworks = Object.keys(networkHosts) as SocialNetwork[];

function linkTo(network: SocialNetwork): Joi.StringSchema {
  const allowed: readonly string[] = networkHosts[network];
  if (allowed.length === 0) return httpUrl();
  return httpUrl().custom((value: string, helpers) => {
    const host = URL.canParse(value) ? new URL(value).hostname : '';
    const matches = allowed.some((name) => host === name || host.endsWith(`.${name}`));
    return matches ? value : helpers.message({ custom: `{{#label}} must be a link to ${allowed.join(' or ')}` });
  });
}

const links = (optional: (schema: Joi.Schema) => Joi.Schema) =>
  Joi.object(Object.fromEntries(socialNetworks.map((network) => [network, optional(linkTo(network))])));

/** A link by network; null takes one away. */
export const socialLinksInput = () =>
  links((schema) => schema.allow(null))
    .example({ github: 'https://github.com/ada' })
    .description('Links by network; the host must be the network’s.');

export const socialLinksOutput = () => Joi.object().pattern(Joi.valid(...socialNetworks), Joi.string());
