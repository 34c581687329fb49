// Sends the mails that were promised, each once.
import { QueryTypes, type Sequelize } from 'sequelize';
import type { AccountRepository, Verifications } from '../accounts/index.ts';
import type { UploadRepository } from '../avatars/index.ts';
import type { MailPurpose } from '../contracts/jobs/index.ts';
import { mailNotifications } from '../contracts/notifications.ts';
import type { Mailer } from '../platform/mailer/port.ts';
import type { PreferencesService } from '../preferences/index.ts';
import { accountExistsMail, avatarRefusedMail, type MailContent, verifyEmailMail } from './templates.ts';

export interface PromisedMail {
  readonly tenantId: string;
  readonly userId: string;
  readonly purpose: MailPurpose;
  readonly referenceId: string;
}

type Addressed = MailContent & { to: string };

export function createMailService(deps: {
  sequelize: Sequelize;
  mailer: Mailer;
  verifications: Verifications;
  accounts: AccountRepository;
  uploads: Pick<UploadRepository, 'find'>;
  preferences: Pick<PreferencesService, 'wants'>;
  publicUrl: string;
}) {
  /** Undefined when there is nothing to say any more. */
  const writers: Record<MailPurpose, (promised: PromisedMail) => Promise<Addressed | undefined>> = {
    async 'verify-email'({ referenceId }) {
      const mail = await deps.verifications.mailFor(referenceId);
      if (!mail) return undefined;
      const url = `${deps.publicUrl}/verify-email?token=${mail.token}`;
      return { to: mail.to, ...verifyEmailMail({ url, code: mail.code }) };
    },
    async 'account-exists'({ userId }) {
      const account = await deps.accounts.findById(userId);
      return account ? { to: account.email, ...accountExistsMail() } : undefined;
    },
    async 'avatar-refused'({ userId, referenceId }) {
      const [account, upload] = await Promise.all([deps.accounts.findById(userId), deps.uploads.find(referenceId)]);
      // Whoever registered with a stranger's address must not be able to have mails sent there.
      if (!account?.emailVerifiedAt || !upload?.reason) return undefined;
      return { to: account.email, ...avatarRefusedMail({ reason: upload.reason }) };
    },
  };

  return {
    /** `id` names the promise: however often the job runs, its mail goes out once; not at all if its receiver does not want it. */
    async send(id: string, promised: PromisedMail): Promise<void> {
      const sent = await deps.sequelize.query('select 1 from mails where id = $1', {
        type: QueryTypes.SELECT,
        bind: [id],
      });
      if (sent.length > 0) return;
      if (!(await deps.preferences.wants(promised, mailNotifications[promised.purpose], 'email'))) return;
      const mail = await writers[promised.purpose](promised);
      if (mail) await deps.mailer.send({ id, ...mail });
      await deps.sequelize.query(
        'insert into mails (id, tenant_id, user_id, purpose) values ($1, $2, $3, $4) on conflict do nothing',
        { bind: [id, promised.tenantId, promised.userId, promised.purpose] },
      );
    },
  };
}
