// What comes in and goes out of the routes of preferences, made from the registry of notifications.
import Joi from 'joi';
import { isRequired, notificationChannels, notificationOf, notificationTypes } from '../contracts/notifications.ts';
import { languageTag } from '../platform/text/joi.ts';
import { fallbackStyles, privacySwitches, type StoredPreferences, themes } from './presenter.ts';

/** JSON Merge Patch of what is kept: absent leaves, null returns to the default. */
export type PreferenceChanges = Readonly<Partial<StoredPreferences>>;

type Keys = Record<string, Joi.Schema>;
const keysOf = <Name extends string>(names: readonly Name[], schemaOf: (name: Name) => Joi.Schema): Keys =>
  Object.fromEntries(names.map((name) => [name, schemaOf(name)]));

const flag = () => Joi.boolean().strict();
const choice = () => flag().allow(null);
const switches = Object.keys(privacySwitches);

const eventChoice = (type: (typeof notificationTypes)[number]) =>
  Joi.object(
    keysOf(notificationChannels, (channel) =>
      isRequired(type, channel)
        ? Joi.valid(true, null).messages({ 'any.only': '{{#label}} cannot be switched off: it protects your account' })
        : choice(),
    ),
  )
    .min(1)
    .allow(null)
    .description(notificationOf(type).description);

const channelChoices = Joi.object({
  ...keysOf(notificationChannels, choice),
  events: Joi.object(keysOf(notificationTypes, eventChoice)).description('By type of notification.'),
}).example({ email: true, push: false, inApp: true });

const everyChannel = flag()
  .custom((on: boolean) => Object.fromEntries(notificationChannels.map((channel) => [channel, on])))
  .description('Short for every channel.');

export const preferencesInput = Joi.object<PreferenceChanges>({
  theme: Joi.valid(...themes, null).description('Colours of the user interface; `auto` follows the device.'),
  language: languageTag().allow(null).description('BCP 47 language tag.').example('en'),
  avatarStyle: Joi.valid(...fallbackStyles, null).description('How you are drawn where no picture of you is shown.'),
  notifications: Joi.alternatives(everyChannel, channelChoices).description(
    'Which channels may be used, and for what.',
  ),
  privacy: Joi.object(keysOf(switches, choice))
    .description(
      '`publicAvatarByEmail`: whoever knows your address finds your public picture with it, as on Gravatar and Libravatar. ' +
        '`browseUnseen`: whom you look at is not counted, not even without your name. ' +
        '`discoverable`: you are listed and suggested to people who did not search for you; an opened profile is until you say no. ' +
        '`indexable`: outside search engines may list your public profile. ' +
        '`findableByEmail`: members who type your whole address find you.',
    )
    .example({ showOnlineStatus: false, allowDirectMessages: true }),
})
  .min(1)
  .example({ theme: 'dark', language: 'en', notifications: { email: true, push: false, inApp: true } })
  .meta({ name: 'PreferencesInput' });

export const preferencesOutput = Joi.object({
  theme: Joi.valid(...themes),
  language: Joi.string().example('en'),
  avatarStyle: Joi.valid(...fallbackStyles),
  notifications: Joi.object({
    ...keysOf(notificationChannels, flag),
    events: Joi.object(
      keysOf(notificationTypes, () => Joi.object(keysOf(notificationChannels, () => flag().optional())).optional()),
    )
      .optional()
      .description('The types you chose for; all others follow `meta.notifications`.'),
  }),
  privacy: Joi.object(keysOf(switches, flag)),
}).meta({ name: 'Preferences' });

export const preferencesMeta = Joi.object({
  version: Joi.number().integer().description('Counts your changes.'),
  notifications: Joi.array()
    .items(
      Joi.object({
        type: Joi.valid(...notificationTypes),
        description: Joi.string(),
        channels: Joi.object(keysOf(notificationChannels, flag)).description('Where it goes until you choose.'),
        required: flag().description('True when its channels cannot be switched off.'),
      }),
    )
    .description('Every type of notification there is.'),
});
