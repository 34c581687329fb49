// 履歴。
import type { Messages } from '../en.ts';

export const activity: Messages['activity'] = {
  title: '履歴',
  lead: 'プロフィールとアカウントの変更のすべて。あなただけに表示されます。',
  filter: '表示',
  everything: 'すべて',
  kinds: {
    'profile.': 'プロフィール',
    'privacy.': 'プライバシー',
    'avatar.': '写真',
    'session.': 'ログイン',
    'alias.': '別名',
    'badge.': 'バッジ',
  },
  actors: { member: 'メンバー', you: 'あなた', team: '運営', system: '自動' },
  putBack: '元に戻す',
  more: 'もっと見る',
  nothing: 'まだ何もありません。',
};
