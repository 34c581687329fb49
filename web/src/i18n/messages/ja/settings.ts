// この人の設定。
import type { Messages } from '../en.ts';

export const settings: Messages['settings'] = {
  title: '設定',
  lead: '使い方に合わせて変えられます。変更はすぐに保存されます。',
  none: '設定できる項目はまだありません。',
  toDefault: '初期値に戻す',
  isPublic: '他の人に見えます',
};
