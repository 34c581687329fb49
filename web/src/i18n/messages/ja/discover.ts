// 人を見つける。
import type { Messages } from '../en.ts';

export const discover: Messages['discover'] = {
  title: '見つける',
  lead: '名前、スキル、場所から人を探せます。打ち間違いがあっても大丈夫です。',
  search: '人を探す',
  placeholder: '名前、スキル、場所…',
  narrow: '絞り込む',
  verified: '確認済みのみ',
  hasAvatar: '写真あり',
  sort: '並び順',
  sorts: { relevance: '関連度順', recent: '新しい順', name: '名前順', endorsements: '推薦の多い順' },
  count: (_count, shown, isExact) => `${isExact ? shown : `${shown}+`} 人`,
  nobody: '見つかりませんでした。言葉を減らしてみてください。',
  nobodyYet: 'まだ誰もいません。',
  more: 'もっと見る',
  sections: { similar: 'あなたに近い人', recent: '新しいメンバー', active: '最近の利用', endorsed: '推薦の多い人' },
  reasons: {
    shared: (what) => `共通点: ${what}`,
    joined: (when) => `${when}に参加`,
    active: (when) => `${when}に利用`,
    endorsed: (count) => `推薦 ${count} 件`,
  },
};
