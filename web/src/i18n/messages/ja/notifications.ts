// 通知の内容。
import type { Messages } from '../en.ts';

export const notifications: Messages['notifications'] = {
  title: '通知',
  lead: '何をどのように知らせるか。',
  event: '出来事',
  required: 'アカウントを守るため、常に送信されます。',
  channels: { email: 'メール', push: 'プッシュ', inApp: 'アプリ内' },
};
