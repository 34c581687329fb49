// What comes in with requests for pictures by address. Programs add what they like to these addresses; it is passed over.
import Joi from 'joi';
import type { EmailAvatarQuery } from './wish.ts';

export const emailAvatarParams = Joi.object<{ hash: string }>({
  hash: Joi.string()
    .max(80)
    .description('SHA-256 or MD5, in hexadecimal, of the address in lower case; `.png`, `.jpg` or `.webp` may follow.')
    .example('973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b'),
});

const text = (description: string) => Joi.string().allow('').description(description);

export const emailAvatarQuery = Joi.object<EmailAvatarQuery>({
  s: text('Pixels along a side, 1 to 2048; anything else is 80.').example('200'),
  size: text('The same as `s`.').example('200'),
  d: text(
    'For whoever shows no picture: `404`, `mp`, `identicon`, `monsterid`, `wavatar`, `retro`, `robohash`, `pagan`, `blank`, `initials`, `color`, or the address of a picture on a host that the installation lists.',
  ).example('identicon'),
  default: text('The same as `d`.').example('identicon'),
  f: text('`y` for the default in any case.').example('y'),
  forcedefault: text('The same as `f`.').example('y'),
  r: text('The highest rating to show; every picture here is rated `g`.').example('g'),
  rating: text('The same as `r`.').example('g'),
  name: text('The name whose initials `d=initials` shows.').example('Ada Lovelace'),
  initials: text('The initials themselves.').example('AL'),
}).unknown();
