import type { Messages } from './en.ts';
import { activity } from './fr/activity.ts';
import { aliases } from './fr/aliases.ts';
import { avatar } from './fr/avatar.ts';
import { common } from './fr/common.ts';
import { discover } from './fr/discover.ts';
import { extensions } from './fr/extensions.ts';
import { insights } from './fr/insights.ts';
import { notifications } from './fr/notifications.ts';
import { person } from './fr/person.ts';
import { privacy } from './fr/privacy.ts';
import { profile } from './fr/profile.ts';
import { security } from './fr/security.ts';
import { settings } from './fr/settings.ts';
import { share } from './fr/share.ts';
import { signIn } from './fr/sign-in.ts';
import { trust } from './fr/trust.ts';

export const fr: Messages = {
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
