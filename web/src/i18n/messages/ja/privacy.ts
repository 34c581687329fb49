// 誰に何を見せるか。
import type { Messages } from '../en.ts';

export const privacy: Messages['privacy'] = {
  title: 'プライバシー',
  lead: '公開していないものは表示されません。隠した内容で見つけられることもありません。',
  fields: '各項目の公開範囲',
  field: '項目',
  who: '見える人',
  more: 'その他に知られてもよいこと',
  switches: {
    showOnlineStatus: { label: '最終アクセスを表示する', hint: 'ステータスが見える人に。' },
    allowDirectMessages: { label: 'メッセージを受け付ける', hint: 'このアプリケーションの他の機能が参照します。' },
    showReadReceipts: { label: '既読を表示する', hint: 'やり取りしている人に。' },
    publicAvatarByEmail: {
      label: 'メールアドレスを知るサイトに写真を表示する',
      hint: 'Gravatar と同様。公開の写真と確認済みアドレスのみ。',
    },
    discoverable: { label: '一覧に表示する', hint: '名前を知っている人はどちらでも見つけられます。' },
    indexable: { label: '検索エンジンに公開プロフィールの掲載を許可する', hint: '次に巡回されたときに反映されます。' },
    findableByEmail: { label: 'メールアドレス全体での検索を許可する', hint: '一部だけでは見つかりません。' },
    browseUnseen: { label: '足跡を残さずに見る', hint: '誰の統計にも数えられません。' },
  },
  blocked: {
    title: 'ブロックした人',
    nobody: 'ブロックしている人はいません。ブロックは相手のページからできます。',
    somebody: '表示できない人',
    since: (when) => `${when} にブロック`,
    undoTitle: (name) => `${name} さんのブロックを解除しますか？`,
    undoText: '公開範囲に応じて、お互いに再び見たり見つけたりできるようになります。相手には通知されません。',
  },
};
