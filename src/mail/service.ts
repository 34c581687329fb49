// Sends the mails that were promised, each once.
import { QueryTypes } from 'sequelize';
import type { MailTemplate, MailWriters, PromisedMail } from '../contracts/mail.ts';
import { isRequired, mailNotifications } from '../contracts/notifications.ts';
import type { Sequelize } from '../platform/db/sequelize.ts';
import { AddressRefused, type Mail, type Mailer } from '../platform/mailer/port.ts';
import type { PreferencesService } from '../preferences/index.ts';
import type { Recipients } from './recipients.ts';
import { renderMail } from './render.ts';
import type { SwitchingOff } from './switching-off.ts';
import { languageFor } from './templates/index.ts';

// Held by the connection: the lock of a worker that was killed is free at once.
const lockSql = `select pg_try_advisory_xact_lock(hashtextextended('mail ' || $1, 0)) as locked,
  exists (select from mails where id = $2) as sent`;

export function createMailService(deps: {
  sequelize: Sequelize;
  mailer: Pick<Mailer, 'send'>;
  writers: MailWriters;
  recipients: Recipients;
  preferences: Pick<PreferencesService, 'wants'>;
  switchingOff: Pick<SwitchingOff, 'urlFor'>;
  /** The name that stands under every mail. */
  sender: string;
}) {
  const { sequelize, recipients } = deps;

  /** The mail as it would go out now; undefined when there is nothing to say any more, or nobody to say it to. */
  async function compose<Purpose extends PromisedMail['purpose']>(
    purpose: Purpose,
    promised: PromisedMail,
  ): Promise<Omit<Mail, 'id'> | undefined> {
    const type = mailNotifications[purpose];
    if (!(await deps.preferences.wants(promised, type, 'email'))) return undefined;
    const [letter, recipient] = await Promise.all([deps.writers[purpose](promised), recipients.find(promised)]);
    if (!letter || !recipient) return undefined;
    // Whoever registered with a stranger's address must not be able to have mails sent there.
    const to = letter.to ?? ((recipient.isProved && recipient.email) || undefined);
    const required = isRequired(type, 'email');
    if (to === undefined || (recipient.isRefused && !required)) return undefined;
    const language = languageFor(recipient.language);
    const switchOffUrl = required ? undefined : await deps.switchingOff.urlFor(promised, type);
    const frame = { sender: deps.sender, ...(switchOffUrl && { switchOffUrl }) };
    const mail = renderMail<MailTemplate>(purpose, letter.content, language, frame);
    return { to, language, ...mail, ...(switchOffUrl && { switchOffUrl }) };
  }

  /**
   * Sends, then remembers: a worker that is killed in between sends a second copy, with the id of the first one. The other
   * way round it would send none, and a link that never comes, or a theft that nobody is told of, is worse than two mails.
   */
  const sendOnce = (id: string, promised: PromisedMail, mail: Omit<Mail, 'id'>) =>
    sequelize.transaction(async (tx) => {
      const [row] = await sequelize.query<{ locked: boolean; sent: boolean }>(lockSql, {
        type: QueryTypes.SELECT,
        bind: [id, id],
        transaction: tx,
      });
      if (!row?.locked) throw new Error('another worker is sending this mail'); // and this one asks later whether it did
      if (row.sent) return;
      await deps.mailer.send({ id, ...mail });
      await sequelize.query(
        'insert into mails (id, tenant_id, user_id, purpose) values ($1, $2, $3, $4) on conflict do nothing',
        { bind: [id, promised.tenantId, promised.userId, promised.purpose], transaction: tx },
      );
      await recipients.markAccepted(tx, promised, mail.to);
    });

  async function isSent(id: string): Promise<boolean> {
    const rows = await sequelize.query('select from mails where id = $1', { type: QueryTypes.SELECT, bind: [id] });
    return rows.length > 0;
  }

  return {
    /** `id` names the promise: however often the job runs, its mail goes out once; not at all if its receiver does not want it. */
    async send(id: string, promised: PromisedMail): Promise<void> {
      if (await isSent(id)) return;
      const mail = await compose(promised.purpose, promised);
      if (!mail) return;
      try {
        await sendOnce(id, promised, mail);
      } catch (error) {
        // Trying again would only tell the server that we do not listen.
        if (!(error instanceof AddressRefused)) throw error;
        await recipients.markRefused(promised, mail.to, error.message);
      }
    },
  };
}
