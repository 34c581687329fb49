// プロフィールに加えるブロック。
import type { Messages } from '../en.ts';

export const extensions: Messages['extensions'] = {
  title: 'プロフィールのブロック',
  lead: 'プロジェクトや講演など、項目にないことを自由に加えられます。',
  none: 'ブロックはまだありません。',
  one: 'このブロック',
  add: 'ブロックを追加',
  change: '変更',
  type: '種類',
  typeHint: '組織で決めた種類から選ぶか、小文字の英字で名前を付けてください。',
  data: '内容（JSON）',
  audience: 'プロフィールを見られる人のうち、見られる人',
  up: '上へ',
  down: '下へ',
  removeTitle: (type) => `「${type}」を削除しますか？`,
  removeText: '内容は削除されます。',
};
