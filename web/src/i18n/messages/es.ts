import type { Messages } from './en.ts';
import { activity } from './es/activity.ts';
import { aliases } from './es/aliases.ts';
import { avatar } from './es/avatar.ts';
import { common } from './es/common.ts';
import { discover } from './es/discover.ts';
import { extensions } from './es/extensions.ts';
import { insights } from './es/insights.ts';
import { notifications } from './es/notifications.ts';
import { person } from './es/person.ts';
import { privacy } from './es/privacy.ts';
import { profile } from './es/profile.ts';
import { security } from './es/security.ts';
import { settings } from './es/settings.ts';
import { share } from './es/share.ts';
import { signIn } from './es/sign-in.ts';
import { trust } from './es/trust.ts';

export const es: Messages = {
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
