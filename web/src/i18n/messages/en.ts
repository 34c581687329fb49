// English: the sentences that all other languages must have. What depends on a number or a name is a function.

import { activity } from './en/activity.ts';
import { aliases } from './en/aliases.ts';
import { avatar } from './en/avatar.ts';
import { common } from './en/common.ts';
import { discover } from './en/discover.ts';
import { extensions } from './en/extensions.ts';
import { insights } from './en/insights.ts';
import { notifications } from './en/notifications.ts';
import { person } from './en/person.ts';
import { privacy } from './en/privacy.ts';
import { profile } from './en/profile.ts';
import { security } from './en/security.ts';
import { settings } from './en/settings.ts';
import { share } from './en/share.ts';
import { signIn } from './en/sign-in.ts';
import { trust } from './en/trust.ts';

export const en = {
  activity,
  aliases,
  avatar,
  common,
  discover,
  extensions,
  insights,
  notifications,
  person,
  privacy,
  profile,
  security,
  settings,
  share,
  signIn,
  trust,
};

export type Messages = Widen<typeof en>;

/** The same keys, with any sentence behind them. */
export type Widen<Value> = Value extends string
  ? string
  : Value extends (...values: infer Values) => string
    ? (...values: Values) => string
    : { readonly [Key in keyof Value]: Widen<Value[Key]> };
