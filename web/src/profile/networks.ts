// The networks of links, in the order in which they are asked for.

/** Each with its name, which is the same in every language, and what an address there looks like. */
export const networks = {
  github: ['GitHub', 'https://github.com/…'],
  gitlab: ['GitLab', 'https://gitlab.com/…'],
  linkedin: ['LinkedIn', 'https://www.linkedin.com/in/…'],
  twitter: ['X', 'https://x.com/…'],
  mastodon: ['Mastodon', 'https://mastodon.social/@…'],
  bluesky: ['Bluesky', 'https://bsky.app/profile/…'],
  instagram: ['Instagram', 'https://www.instagram.com/…'],
  youtube: ['YouTube', 'https://www.youtube.com/@…'],
  facebook: ['Facebook', 'https://www.facebook.com/…'],
  stackoverflow: ['Stack Overflow', 'https://stackoverflow.com/users/…'],
  orcid: ['ORCID', 'https://orcid.org/…'],
  personal: ['Blog', 'https://…'],
} as const;

export const isNetwork = (name: string): name is keyof typeof networks => Object.hasOwn(networks, name);
