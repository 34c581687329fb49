// 人のページ。
import type { Messages } from '../en.ts';

export const person: Messages['person'] = {
  followersCount: 'フォロワー',
  followingCount: 'フォロー中',
  postsCount: '投稿',
  joined: (when) => `${when}から`,
  block: {
    submit: 'ブロック',
    title: (name) => `${name} さんをブロックしますか？`,
    text: 'お互いに見ることも見つけることもできなくなります。相手には通知されません。',
    done: (name) => `${name} さんをブロックしました`,
    doneText: 'お互いに見えなくなりました。ここで、または後で「プライバシー」から解除できます。',
    undo: 'ブロックを解除',
  },
  connect: 'つながる',
  connections: 'つながり',
  relations: {
    'works-with': '一緒に働いています',
    'worked-with': '一緒に働いていました',
    'studied-with': '一緒に学びました',
    'volunteers-with': '一緒にボランティアをしています',
    'same-person': '同じ人',
  },
  asks: {
    'works-with': '一緒に働いている',
    'worked-with': '一緒に働いていた',
    'studied-with': '一緒に学んだ',
    'volunteers-with': '一緒にボランティアをしている',
  },
  badge: {
    by: (issuer, when) => `${issuer} · ${when}`,
    until: (when) => `${when}まで`,
    credential: 'Open Badge として持ち出す',
  },
  proofs: {
    title: '証明済みのリンク',
    methods: {
      'rel-me': 'このページへの相互リンクあり',
      'dns-txt': 'ドメインで証明済み',
      'mail-domain': 'このドメインのメールアドレスを所有',
    },
    since: (when) => `${when}から`,
  },
  skills: {
    endorse: '推薦する',
    endorsed: '推薦済み',
    endorseTitle: (skill) => `「${skill}」を推薦する`,
    note: 'ひとこと',
    noteHint: '任意。推薦者の中にあなたが見える人全員に表示されます。',
    endorsements: (_count, shown) => `推薦 ${shown}件`,
    endorsersOf: (skill) => `「${skill}」を推薦している人`,
    onlyVisible: '表示できない人は、数にだけ含まれます。',
    all: 'すべて表示',
  },
  report: {
    open: '報告する',
    title: 'この推薦を報告する',
    reason: '何が問題ですか？',
    hint: 'モデレーターだけが読みます。他の人には知らされません。',
    send: '報告する',
    thanks: 'ありがとうございます。モデレーターが確認します。',
  },
};
