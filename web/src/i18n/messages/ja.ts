import type { Messages } from './en.ts';
import { activity } from './ja/activity.ts';
import { aliases } from './ja/aliases.ts';
import { avatar } from './ja/avatar.ts';
import { common } from './ja/common.ts';
import { discover } from './ja/discover.ts';
import { extensions } from './ja/extensions.ts';
import { insights } from './ja/insights.ts';
import { notifications } from './ja/notifications.ts';
import { person } from './ja/person.ts';
import { privacy } from './ja/privacy.ts';
import { profile } from './ja/profile.ts';
import { security } from './ja/security.ts';
import { settings } from './ja/settings.ts';
import { share } from './ja/share.ts';
import { signIn } from './ja/sign-in.ts';
import { trust } from './ja/trust.ts';

export const ja: Messages = {
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
