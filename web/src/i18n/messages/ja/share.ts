// プロフィールの共有。
import type { Messages } from '../en.ts';

export const share: Messages['share'] = {
  open: '共有',
  own: 'プロフィールを共有',
  title: (name) => `${name} さんのプロフィールを共有`,
  link: 'リンク',
  device: 'アプリで共有',
  sites: '投稿する',
  sitesHint: 'これらのリンクには掲載先が含まれ、そこからの訪問者数が統計に表示されます。',
  qrCode: (name) => `${name} さんのプロフィールへの QR コード`,
  qrFile: (kind) => `QR コードを ${kind} でダウンロード`,
  card: '連絡先に保存 (vCard)',
  cardLink: '連絡先カード (vCard)。見る人に公開されている内容だけが含まれます',
};
