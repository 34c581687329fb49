// The page behind the link that switches mails off. A mail scanner that opens it sees a page; only a click does something.
import Joi from 'joi';
import { escapeHtml, htmlPage, htmlType } from '../platform/http/html.ts';
import { type Catalogue, languageHeader, languageOf, type PageLanguage } from '../platform/http/languages.ts';
import { openRoute, type Route } from '../platform/http/route.ts';
import { type SwitchingOff, switchOffFailed } from './switching-off.ts';

interface Sentences {
  readonly title: string;
  readonly text: string;
  readonly button: string;
  readonly done: string;
  readonly doneText: string;
}

const sentences: Catalogue<Sentences> = {
  en: {
    title: 'Switch mails off',
    text: 'You will not get mails of this kind any more. In your preferences you can switch them on again.',
    button: 'Switch them off',
    done: 'Done',
    doneText: 'You will not get mails of this kind any more.',
  },
  es: {
    title: 'Desactivar correos',
    text: 'Ya no recibirás correos como este. Puedes volver a activarlos en tus preferencias.',
    button: 'Desactivarlos',
    done: 'Hecho',
    doneText: 'Ya no recibirás correos como este.',
  },
  fr: {
    title: 'Désactiver des messages',
    text: 'Vous ne recevrez plus de messages de ce type. Vous pourrez les réactiver dans vos préférences.',
    button: 'Les désactiver',
    done: 'C’est fait',
    doneText: 'Vous ne recevrez plus de messages de ce type.',
  },
  de: {
    title: 'Mails abbestellen',
    text: 'Sie bekommen dann keine solchen Mails mehr. In Ihren Einstellungen können Sie sie wieder einschalten.',
    button: 'Abbestellen',
    done: 'Erledigt',
    doneText: 'Sie bekommen keine solchen Mails mehr.',
  },
  ja: {
    title: 'メールの配信停止',
    text: 'このようなメールは届かなくなります。設定でいつでも再開できます。',
    button: '配信を停止する',
    done: '完了しました',
    doneText: 'このようなメールは届かなくなります。',
  },
};

function questionPage(language: PageLanguage) {
  const { title, text, button } = sentences[language];
  // Without an address of its own a form is sent to the one of its page, token and all.
  const form = `<form method="post"><button>${escapeHtml(button)}</button></form>`;
  return htmlPage(title, `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>${form}`, language);
}

function donePage(language: PageLanguage) {
  const { done, doneText } = sentences[language];
  return htmlPage(done, `<h1>${escapeHtml(done)}</h1><p>${escapeHtml(doneText)}</p>`, language);
}

const page = {
  path: '/mails/switch-off',
  root: true,
  tag: 'Pages',
  access: 'anyone',
  query: Joi.object<{ token: string }>({
    token: Joi.string()
      .max(4096)
      .required()
      .description('From the mail.')
      .example('eyJhbGciOiJFUzI1NiJ9.eyJqdGkiOiIwIn0.c2ln'),
  }),
  headers: languageHeader,
  responses: { 200: htmlType },
} as const;

export function createSwitchingOffRoutes({ switchingOff }: { switchingOff: SwitchingOff }): Route[] {
  return [
    openRoute({
      ...page,
      method: 'get',
      summary: 'The page with which mails of one kind are switched off',
      handle: async ({ request }) => questionPage(languageOf(request)),
    }),
    openRoute({
      ...page,
      method: 'post',
      summary: 'Switches mails of one kind off',
      description: 'For the button of that page, and for mail programs (RFC 8058). The body does not matter.',
      errors: [switchOffFailed],
      async handle({ query, origin, request }) {
        await switchingOff.switchOff(query.token, origin);
        return donePage(languageOf(request));
      },
    }),
  ];
}
