// ログイン、登録、アドレスの確認、パスワードの再設定。
import type { Messages } from '../en.ts';

export const signIn: Messages['signIn'] = {
  title: 'おかえりなさい',
  email: 'メールアドレス',
  password: 'パスワード',
  submit: 'ログイン',
  forgot: 'パスワードをお忘れですか？',
  noAccount: 'アカウントをお持ちでない方は',
  register: '新規登録',
  wrong: 'メールアドレスとパスワードの組み合わせが正しくありません。',
  secondStep: {
    title: 'もう一段階',
    text: '認証アプリのコード、または回復コードを入力してください。',
    code: 'コード',
    submit: '続ける',
  },
  registration: {
    title: 'アカウントを作成',
    name: '表示する名前',
    passwordHint: '12 文字以上。文章にすると覚えやすくなります。',
    submit: 'アカウントを作成',
    haveAccount: 'すでにアカウントをお持ちの方は',
  },
  sent: {
    title: 'メールをご確認ください',
    text: (email) => `${email} にメールを送りました。メールのリンクを開くか、6 桁のコードを入力してください。`,
    code: '6 桁のコード',
    password: '設定したパスワード',
    submit: '確認',
    resend: 'メールを再送する',
    resent: 'もう一通お送りしました。',
    done: 'アドレスを確認しました。ログインできます。',
  },
  reset: {
    title: '新しいパスワード',
    text: 'アドレスを入力してください。アカウントがあれば、リンクをメールでお送りします。',
    submit: 'リンクを送る',
    sent: 'このアドレスのアカウントがあれば、メールをお送りしました。',
  },
  or: 'または',
  continueWith: (host) => `${host} で続ける`,
  elsewhere: 'ここではパスワードを使いません。ログインに使うアプリケーションからこのページを開いてください。',
};
