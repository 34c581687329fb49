// 写真のページ。
import type { Messages } from '../en.ts';

export const avatar: Messages['avatar'] = {
  title: '写真',
  lead: 'どの端末で撮った写真でも使えます。撮影場所や機種の情報は、誰かが見る前に取り除かれます。',
  drop: '写真をここにドロップ、貼り付け、または',
  choose: 'ファイルを選ぶ',
  camera: '写真を撮る',
  kinds: 'JPEG、PNG、WebP、AVIF、GIF',
  cannotOpen:
    'このブラウザではこの画像を開けません。JPEG で保存してもう一度お試しください。iPhone ではカメラ設定の「互換性優先」を選んでください。',
  alt: '説明',
  altHint: '画像を見ることができない人のために、写っているものを書いてください。',
  crop: { title: 'どの部分を表示しますか？', zoom: '拡大', rotate: '回転', use: 'この写真を使う' },
  sending: '送信中…',
  processing: '各サイズを作成中…',
  done: '写真を変更しました。',
  refused: 'この写真は使えませんでした',
  history: '最近の写真',
  restore: 'もう一度使う',
};
