import { activity } from './de/activity.ts';
import { aliases } from './de/aliases.ts';
import { avatar } from './de/avatar.ts';
import { common } from './de/common.ts';
import { discover } from './de/discover.ts';
import { extensions } from './de/extensions.ts';
import { insights } from './de/insights.ts';
import { notifications } from './de/notifications.ts';
import { person } from './de/person.ts';
import { privacy } from './de/privacy.ts';
import { profile } from './de/profile.ts';
import { security } from './de/security.ts';
import { settings } from './de/settings.ts';
import { share } from './de/share.ts';
import { signIn } from './de/sign-in.ts';
import { trust } from './de/trust.ts';
import type { Messages } from './en.ts';

export const de: Messages = {
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
