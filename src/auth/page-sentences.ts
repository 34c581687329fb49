// What the pages of sign-in's mails say. Whoever is addressed formally in the mails is so here, too.
import type { Catalogue } from '../platform/http/languages.ts';

interface Sentences {
  /** Shown instead of what works with JavaScript only. */
  readonly needsScript: string;
  readonly newPassword: string;
  readonly verify: {
    readonly title: string;
    readonly text: string;
    readonly password: string;
    readonly button: string;
    readonly otherwise: string;
    readonly otherwiseText: string;
    readonly otherwiseButton: string;
    readonly done: string;
  };
  readonly reset: Page;
  readonly confirmChange: Page;
  readonly undoChange: Page;
  /** Refusals by their code, or by their sentence where a code has several; what is not here stays as the API says it. */
  readonly refusals: Readonly<Record<string, string>>;
}

interface Page {
  readonly title: string;
  readonly text: string;
  readonly button: string;
  readonly done: string;
}

export const pageSentences: Catalogue<Sentences> = {
  en: {
    needsScript: 'This page needs JavaScript.',
    newPassword: 'New password, at least 12 characters',
    verify: {
      title: 'Confirm your address',
      text: 'Anybody can register with any address. Type the password that you registered with, so that only yours opens the account.',
      password: 'Your password',
      button: 'Yes, this is my address',
      otherwise: 'I did not register, or do not know the password any more',
      otherwiseText:
        'If you want no account, close this page: nothing happens then. If you want it, choose a password of your own. The one it was registered with stops working.',
      otherwiseButton: 'Take the account with this password',
      done: 'Your address is confirmed. You can sign in now.',
    },
    reset: {
      title: 'Choose a new password',
      text: 'You will be signed out everywhere.',
      button: 'Use this password',
      done: 'Your password is changed. You can sign in now.',
    },
    confirmChange: {
      title: 'Confirm your new address',
      text: 'If you did not ask for this, close this page: nothing happens then.',
      button: 'Yes, this is my new address',
      done: 'Your account has this address now.',
    },
    undoChange: {
      title: 'Keep your old address',
      text: 'Your account keeps this address, everybody is signed out of it, and its password stops working. A mail to this address then lets you choose a new one.',
      button: 'Keep this address',
      done: 'This is the address of your account. Look into your mailbox to choose a new password.',
    },
    refusals: {},
  },
  es: {
    needsScript: 'Esta página necesita JavaScript.',
    newPassword: 'Nueva contraseña, de 12 caracteres como mínimo',
    verify: {
      title: 'Confirma tu dirección',
      text: 'Cualquiera puede registrarse con cualquier dirección. Escribe la contraseña con la que te registraste, para que solo la tuya abra la cuenta.',
      password: 'Tu contraseña',
      button: 'Sí, esta es mi dirección',
      otherwise: 'No me registré, o ya no recuerdo la contraseña',
      otherwiseText:
        'Si no quieres ninguna cuenta, cierra esta página: no pasará nada. Si la quieres, elige una contraseña tuya. La del registro dejará de funcionar.',
      otherwiseButton: 'Quedarme la cuenta con esta contraseña',
      done: 'Tu dirección está confirmada. Ya puedes iniciar sesión.',
    },
    reset: {
      title: 'Elige una nueva contraseña',
      text: 'Se cerrará tu sesión en todas partes.',
      button: 'Usar esta contraseña',
      done: 'Tu contraseña ha cambiado. Ya puedes iniciar sesión.',
    },
    confirmChange: {
      title: 'Confirma tu nueva dirección',
      text: 'Si no lo pediste, cierra esta página: no pasará nada.',
      button: 'Sí, esta es mi nueva dirección',
      done: 'Tu cuenta tiene ahora esta dirección.',
    },
    undoChange: {
      title: 'Conserva tu dirección anterior',
      text: 'Tu cuenta conserva esta dirección, se cierran todas sus sesiones y su contraseña deja de funcionar. Un correo a esta dirección te permitirá elegir otra.',
      button: 'Conservar esta dirección',
      done: 'Esta es la dirección de tu cuenta. Mira en tu buzón para elegir una nueva contraseña.',
    },
    refusals: {
      VALIDATION_FAILED: 'La contraseña debe tener entre 12 y 256 caracteres.',
      VERIFICATION_FAILED: 'Este enlace no es válido, o ya no lo es. Pide otro correo.',
      PASSWORD_DIFFERS:
        'Esta dirección se registró con otra contraseña. Si no fuiste tú, o la has olvidado, elige una nueva.',
      RESET_FAILED: 'Este enlace no es válido, o ya no lo es. Pide otro correo.',
      EMAIL_CHANGE_FAILED: 'Este enlace no es válido, o ya no lo es. Vuelve a pedir el cambio.',
      UNDO_FAILED: 'Este enlace no es válido, o ya no lo es.',
      ACCOUNT_EXISTS: 'Ya hay una cuenta con esta dirección.',
      RATE_LIMITED: 'Demasiados intentos: espera un momento y vuelve a probar.',
      WEAK_PASSWORD: 'Esta contraseña es demasiado fácil de adivinar. Elige otra.',
      'This password repeats itself. Choose another one.': 'Esta contraseña se repite. Elige otra.',
      'This password is a row of neighbours. Choose another one.':
        'Esta contraseña es una serie de caracteres seguidos. Elige otra.',
      'This password is one of those that are tried first. Choose another one.':
        'Esta contraseña es de las primeras que se prueban. Elige otra.',
      'This password is made of your name or address. Choose another one.':
        'Esta contraseña está hecha de tu nombre o tu dirección. Elige otra.',
    },
  },
  fr: {
    needsScript: 'Cette page a besoin de JavaScript.',
    newPassword: 'Nouveau mot de passe, 12 caractères au moins',
    verify: {
      title: 'Confirmez votre adresse',
      text: 'N’importe qui peut s’inscrire avec n’importe quelle adresse. Saisissez le mot de passe choisi à l’inscription, pour que seul le vôtre ouvre le compte.',
      password: 'Votre mot de passe',
      button: 'Oui, c’est mon adresse',
      otherwise: 'Je ne me suis pas inscrit, ou j’ai oublié le mot de passe',
      otherwiseText:
        'Si vous ne voulez pas de compte, fermez cette page : il ne se passera rien. Si vous en voulez un, choisissez votre propre mot de passe. Celui de l’inscription ne fonctionnera plus.',
      otherwiseButton: 'Prendre le compte avec ce mot de passe',
      done: 'Votre adresse est confirmée. Vous pouvez vous connecter.',
    },
    reset: {
      title: 'Choisissez un nouveau mot de passe',
      text: 'Vous serez déconnecté partout.',
      button: 'Utiliser ce mot de passe',
      done: 'Votre mot de passe est changé. Vous pouvez vous connecter.',
    },
    confirmChange: {
      title: 'Confirmez votre nouvelle adresse',
      text: 'Si vous n’avez rien demandé, fermez cette page : il ne se passera rien.',
      button: 'Oui, c’est ma nouvelle adresse',
      done: 'Votre compte a maintenant cette adresse.',
    },
    undoChange: {
      title: 'Gardez votre ancienne adresse',
      text: 'Votre compte garde cette adresse, toutes ses sessions sont fermées et son mot de passe ne fonctionne plus. Un message à cette adresse vous permettra d’en choisir un nouveau.',
      button: 'Garder cette adresse',
      done: 'Cette adresse est celle de votre compte. Consultez votre messagerie pour choisir un nouveau mot de passe.',
    },
    refusals: {
      VALIDATION_FAILED: 'Le mot de passe doit avoir de 12 à 256 caractères.',
      VERIFICATION_FAILED: 'Ce lien n’est pas valable, ou ne l’est plus. Demandez un autre message.',
      PASSWORD_DIFFERS:
        'Cette adresse a été inscrite avec un autre mot de passe. Si ce n’était pas vous, ou si vous l’avez oublié, choisissez-en un nouveau.',
      RESET_FAILED: 'Ce lien n’est pas valable, ou ne l’est plus. Demandez un autre message.',
      EMAIL_CHANGE_FAILED: 'Ce lien n’est pas valable, ou ne l’est plus. Demandez de nouveau le changement.',
      UNDO_FAILED: 'Ce lien n’est pas valable, ou ne l’est plus.',
      ACCOUNT_EXISTS: 'Il existe déjà un compte avec cette adresse.',
      RATE_LIMITED: 'Trop d’essais : attendez un instant, puis réessayez.',
      WEAK_PASSWORD: 'Ce mot de passe est trop facile à deviner. Choisissez-en un autre.',
      'This password repeats itself. Choose another one.': 'Ce mot de passe se répète. Choisissez-en un autre.',
      'This password is a row of neighbours. Choose another one.':
        'Ce mot de passe est une suite de caractères voisins. Choisissez-en un autre.',
      'This password is one of those that are tried first. Choose another one.':
        'Ce mot de passe est de ceux que l’on essaie en premier. Choisissez-en un autre.',
      'This password is made of your name or address. Choose another one.':
        'Ce mot de passe est fait de votre nom ou de votre adresse. Choisissez-en un autre.',
    },
  },
  de: {
    needsScript: 'Diese Seite braucht JavaScript.',
    newPassword: 'Neues Passwort, mindestens 12 Zeichen',
    verify: {
      title: 'Bestätigen Sie Ihre Adresse',
      text: 'Jeder kann sich mit jeder Adresse registrieren. Geben Sie das Passwort ein, mit dem Sie sich registriert haben, damit nur Ihres das Konto öffnet.',
      password: 'Ihr Passwort',
      button: 'Ja, das ist meine Adresse',
      otherwise: 'Ich habe mich nicht registriert oder weiß das Passwort nicht mehr',
      otherwiseText:
        'Wenn Sie kein Konto möchten, schließen Sie diese Seite: Dann geschieht nichts. Wenn Sie es möchten, wählen Sie ein eigenes Passwort. Das der Registrierung gilt dann nicht mehr.',
      otherwiseButton: 'Das Konto mit diesem Passwort übernehmen',
      done: 'Ihre Adresse ist bestätigt. Sie können sich jetzt anmelden.',
    },
    reset: {
      title: 'Wählen Sie ein neues Passwort',
      text: 'Sie werden überall abgemeldet.',
      button: 'Dieses Passwort verwenden',
      done: 'Ihr Passwort ist geändert. Sie können sich jetzt anmelden.',
    },
    confirmChange: {
      title: 'Bestätigen Sie Ihre neue Adresse',
      text: 'Wenn Sie das nicht gewünscht haben, schließen Sie diese Seite: Dann geschieht nichts.',
      button: 'Ja, das ist meine neue Adresse',
      done: 'Ihr Konto hat jetzt diese Adresse.',
    },
    undoChange: {
      title: 'Behalten Sie Ihre alte Adresse',
      text: 'Ihr Konto behält diese Adresse, alle werden abgemeldet, und sein Passwort gilt nicht mehr. Mit einer Mail an diese Adresse wählen Sie dann ein neues.',
      button: 'Diese Adresse behalten',
      done: 'Dies ist die Adresse Ihres Kontos. Sehen Sie in Ihr Postfach, um ein neues Passwort zu wählen.',
    },
    refusals: {
      VALIDATION_FAILED: 'Das Passwort muss 12 bis 256 Zeichen haben.',
      VERIFICATION_FAILED: 'Dieser Link gilt nicht oder nicht mehr. Fordern Sie eine neue Mail an.',
      PASSWORD_DIFFERS:
        'Diese Adresse wurde mit einem anderen Passwort registriert. Wenn Sie das nicht waren oder es vergessen haben, wählen Sie ein neues.',
      RESET_FAILED: 'Dieser Link gilt nicht oder nicht mehr. Fordern Sie eine neue Mail an.',
      EMAIL_CHANGE_FAILED: 'Dieser Link gilt nicht oder nicht mehr. Wünschen Sie die Änderung noch einmal.',
      UNDO_FAILED: 'Dieser Link gilt nicht oder nicht mehr.',
      ACCOUNT_EXISTS: 'Mit dieser Adresse gibt es schon ein Konto.',
      RATE_LIMITED: 'Zu viele Versuche: Warten Sie einen Moment und versuchen Sie es noch einmal.',
      WEAK_PASSWORD: 'Dieses Passwort ist zu leicht zu erraten. Wählen Sie ein anderes.',
      'This password repeats itself. Choose another one.': 'Dieses Passwort wiederholt sich. Wählen Sie ein anderes.',
      'This password is a row of neighbours. Choose another one.':
        'Dieses Passwort ist eine Reihe benachbarter Zeichen. Wählen Sie ein anderes.',
      'This password is one of those that are tried first. Choose another one.':
        'Dieses Passwort gehört zu denen, die zuerst probiert werden. Wählen Sie ein anderes.',
      'This password is made of your name or address. Choose another one.':
        'Dieses Passwort besteht aus Ihrem Namen oder Ihrer Adresse. Wählen Sie ein anderes.',
    },
  },
  ja: {
    needsScript: 'このページには JavaScript が必要です。',
    newPassword: '新しいパスワード（12 文字以上）',
    verify: {
      title: 'メールアドレスの確認',
      text: 'どのアドレスでも、誰でも登録できます。ご本人のパスワードだけでアカウントが開くように、登録時のパスワードを入力してください。',
      password: 'パスワード',
      button: 'はい、私のアドレスです',
      otherwise: '登録していない、またはパスワードを忘れた',
      otherwiseText:
        'アカウントが不要な場合は、このページを閉じてください。何も起こりません。必要な場合は、ご自身のパスワードを設定してください。登録時のパスワードは使えなくなります。',
      otherwiseButton: 'このパスワードでアカウントを使う',
      done: 'メールアドレスを確認しました。ログインできます。',
    },
    reset: {
      title: '新しいパスワードの設定',
      text: 'すべての端末からログアウトされます。',
      button: 'このパスワードにする',
      done: 'パスワードを変更しました。ログインできます。',
    },
    confirmChange: {
      title: '新しいメールアドレスの確認',
      text: 'お心当たりがない場合は、このページを閉じてください。何も起こりません。',
      button: 'はい、私の新しいアドレスです',
      done: 'アカウントのアドレスが変更されました。',
    },
    undoChange: {
      title: '元のメールアドレスを使い続ける',
      text: 'アカウントのアドレスはこのままになり、すべての端末からログアウトされ、今のパスワードは使えなくなります。その後、このアドレスに届くメールで新しいパスワードを設定できます。',
      button: 'このアドレスを使い続ける',
      done: 'アカウントのアドレスはこのアドレスです。届いたメールから新しいパスワードを設定してください。',
    },
    refusals: {
      VALIDATION_FAILED: 'パスワードは 12 文字以上 256 文字以下にしてください。',
      VERIFICATION_FAILED: 'このリンクは無効です。もう一度メールをお申し込みください。',
      PASSWORD_DIFFERS:
        'このアドレスは別のパスワードで登録されています。お心当たりがない場合やお忘れの場合は、新しいパスワードを設定してください。',
      RESET_FAILED: 'このリンクは無効です。もう一度メールをお申し込みください。',
      EMAIL_CHANGE_FAILED: 'このリンクは無効です。もう一度変更をお申し込みください。',
      UNDO_FAILED: 'このリンクは無効です。',
      ACCOUNT_EXISTS: 'このアドレスのアカウントはすでにあります。',
      RATE_LIMITED: '試行回数が多すぎます。しばらくしてからもう一度お試しください。',
      WEAK_PASSWORD: 'このパスワードは推測されやすいため使えません。別のものにしてください。',
      'This password repeats itself. Choose another one.':
        'このパスワードは繰り返しになっています。別のものにしてください。',
      'This password is a row of neighbours. Choose another one.':
        'このパスワードは文字が順に並んでいます。別のものにしてください。',
      'This password is one of those that are tried first. Choose another one.':
        'このパスワードは真っ先に試されるものです。別のものにしてください。',
      'This password is made of your name or address. Choose another one.':
        'このパスワードはお名前かアドレスでできています。別のものにしてください。',
    },
  },
};
