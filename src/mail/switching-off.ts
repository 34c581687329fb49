// Switching mails off from within a mail, without signing in: the link names one person and one kind of notification.
import type { Origin } from '../contracts/identity.ts';
import { isRequired, type NotificationType, notificationTypes } from '../contracts/notifications.ts';
import type { Transact } from '../outbox/index.ts';
import { defineError } from '../platform/errors.ts';
import type { Tokens } from '../platform/tokens.ts';
import type { PreferencesService } from '../preferences/index.ts';
import type { Person, Recipients } from './recipients.ts';

export const switchOffFailed = defineError(
  'SWITCH_OFF_FAILED',
  400,
  'This link does not work any more. Sign in to choose which mails you get.',
);

const lifetimeSeconds = 180 * 86_400; // people clean up old mails

const isType = (value: unknown): value is NotificationType => notificationTypes.some((type) => type === value);

export type SwitchingOff = ReturnType<typeof createSwitchingOff>;

export function createSwitchingOff(deps: {
  tokens: Tokens;
  recipients: Pick<Recipients, 'find'>;
  preferences: Pick<PreferencesService, 'apply'>;
  transact: Transact;
  publicUrl: string;
}) {
  return {
    async urlFor({ tenantId, userId }: Person, type: NotificationType): Promise<string> {
      const token = { subject: userId, claims: { tenantId, notification: type } };
      return `${deps.publicUrl}/mails/switch-off?token=${await deps.tokens.sign('switch-off-mails', token, lifetimeSeconds)}`;
    },

    /** Does what the link says, as often as it is asked. @throws SWITCH_OFF_FAILED */
    async switchOff(token: string, origin: Origin): Promise<void> {
      const { sub: userId, tenantId, notification } = (await deps.tokens.verify('switch-off-mails', token)) ?? {};
      if (typeof userId !== 'string' || typeof tenantId !== 'string' || !isType(notification)) throw switchOffFailed();
      const person = { tenantId, userId };
      if (isRequired(notification, 'email') || !(await deps.recipients.find(person))) throw switchOffFailed();
      await deps.transact(origin, (unit) =>
        deps.preferences.apply(
          unit,
          { ...person, actorId: userId },
          { notifications: { events: { [notification]: { email: false } } } },
        ),
      );
    },
  };
}
