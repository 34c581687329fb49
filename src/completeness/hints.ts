// What the default rules tell people to do next, in the languages of the mails; English is in the registry of fields.
import type { FieldName } from '../profiles/index.ts';

/** A text by BCP 47 language. */
export type Hint = Readonly<Record<string, string>>;

type Translations = Readonly<Record<'es' | 'fr' | 'de' | 'ja', string>>;

const translations: Readonly<Partial<Record<FieldName, Translations>>> = {
  handle: {
    es: 'Elige un nombre de usuario con el que se te pueda enlazar.',
    fr: 'Choisissez un identifiant vers lequel on peut faire un lien.',
    de: 'Wähle einen Namen, auf den man verlinken kann.',
    ja: 'リンクに使えるユーザー名を選びましょう。',
  },
  displayName: {
    es: 'Añade el nombre con el que quieres aparecer.',
    fr: 'Ajoutez le nom sous lequel vous voulez apparaître.',
    de: 'Ergänze den Namen, mit dem du erscheinen willst.',
    ja: '表示したい名前を入力しましょう。',
  },
  headline: {
    es: 'Di en una línea a qué te dedicas.',
    fr: 'Dites en une ligne ce que vous faites.',
    de: 'Sag in einer Zeile, was du machst.',
    ja: 'していることを一行で書きましょう。',
  },
  bio: {
    es: 'Cuenta un poco sobre ti.',
    fr: 'Parlez un peu de vous.',
    de: 'Erzähl ein wenig über dich.',
    ja: '自己紹介を少し書きましょう。',
  },
  location: {
    es: 'Añade dónde estás, con la precisión que quieras.',
    fr: 'Ajoutez où vous êtes, aussi précisément que vous le souhaitez.',
    de: 'Ergänze, wo du bist, so genau du magst.',
    ja: 'いる場所を、好きな細かさで入力しましょう。',
  },
  socialLinks: {
    es: 'Enlaza un lugar donde se pueda seguir tu trabajo.',
    fr: 'Ajoutez un lien vers un endroit où l’on peut suivre votre travail.',
    de: 'Verlinke einen Ort, an dem man deine Arbeit verfolgen kann.',
    ja: '活動を見てもらえる場所へのリンクを追加しましょう。',
  },
  interests: {
    es: 'Nombra lo que te interesa.',
    fr: 'Nommez ce qui vous intéresse.',
    de: 'Nenne, was dich interessiert.',
    ja: '興味のあることを挙げましょう。',
  },
  skills: {
    es: 'Nombra lo que se te da bien.',
    fr: 'Nommez ce que vous savez bien faire.',
    de: 'Nenne, was du gut kannst.',
    ja: '得意なことを挙げましょう。',
  },
  avatar: {
    es: 'Sube una foto tuya.',
    fr: 'Téléversez une photo de vous.',
    de: 'Lade ein Bild von dir hoch.',
    ja: '自分の写真をアップロードしましょう。',
  },
};

/** The hint about a field in every language there is. */
export const hintsOf = (field: FieldName, en: string): Hint => ({ en, ...translations[field] });

/** The hint in the first of these languages that there is, or else in English, or else in any. */
export function hintIn(hint: Hint, languages: readonly string[]): string {
  const wanted = languages.flatMap((tag) => [tag, tag.split('-')[0] ?? tag]);
  const language = [...wanted, 'en'].find((tag) => Object.hasOwn(hint, tag));
  return (language === undefined ? Object.values(hint)[0] : hint[language]) ?? '';
}
