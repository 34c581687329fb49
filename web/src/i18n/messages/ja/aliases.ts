// 匿名の名前。
import type { Messages } from '../en.ts';

export const aliases: Messages['aliases'] = {
  title: '別名',
  lead: 'どこで誰になっているか。この一覧はあなただけに表示されます。',
  text: '場所によっては、匿名の名前と画像を使います。あなただとは誰にも分からず、複数の別名が同じ人だとも分かりません。',
  none: '別名はまだありません。初めて匿名で書き込む場所で作られます。',
  where: (kind, place) => `場所：${kind} ${place}`,
  until: (when) => `${when}まで。その後は別の名前になります。`,
  former: '使用終了',
  revealed: '公開済み',
  regenerate: '別の名前にする',
  wait: (time) => `あと${time}で変更できます。`,
  reveal: '正体を明かす',
  revealTitle: (name) => `${name} があなただと明かしますか？`,
  revealText:
    'この名前で書いたものがすべて、プロフィールを見られる人にはあなたのプロフィールにつながります。取り消すことはできません。',
};
