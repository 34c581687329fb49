// Anmelden, registrieren, Adresse bestätigen, vergessene Passwörter.
import type { Messages } from '../en.ts';

export const signIn: Messages['signIn'] = {
  title: 'Willkommen zurück',
  email: 'E-Mail-Adresse',
  password: 'Passwort',
  submit: 'Anmelden',
  forgot: 'Passwort vergessen?',
  noAccount: 'Noch kein Konto?',
  register: 'Lege eines an',
  wrong: 'Adresse und Passwort gehören nicht zusammen.',
  secondStep: {
    title: 'Noch ein Schritt',
    text: 'Gib den Code deiner Authentifizierungs-App ein oder einen deiner Wiederherstellungscodes.',
    code: 'Code',
    submit: 'Weiter',
  },
  registration: {
    title: 'Konto anlegen',
    name: 'Dein Name, wie andere ihn sehen sollen',
    passwordHint: '12 Zeichen oder mehr; ein Satz lässt sich gut merken.',
    submit: 'Konto anlegen',
    haveAccount: 'Schon ein Konto?',
  },
  sent: {
    title: 'Sieh in dein Postfach',
    text: (email) =>
      `Wir haben an ${email} geschrieben. Öffne den Link in der Mail oder gib hier ihren sechsstelligen Code ein.`,
    code: 'Sechsstelliger Code',
    password: 'Das Passwort, das du gewählt hast',
    submit: 'Bestätigen',
    resend: 'Noch eine Mail schicken',
    resent: 'Eine weitere Mail ist unterwegs.',
    done: 'Deine Adresse ist bestätigt. Du kannst dich jetzt anmelden.',
  },
  reset: {
    title: 'Ein neues Passwort',
    text: 'Nenne uns deine Adresse. Gibt es ein Konto, kommt ein Link per Mail.',
    submit: 'Link schicken',
    sent: 'Gibt es ein Konto mit dieser Adresse, ist eine Mail unterwegs.',
  },
  or: 'oder',
  continueWith: (host) => `Weiter mit ${host}`,
  elsewhere: 'Hier gibt es kein Passwort: Öffne diese Seite aus der Anwendung, die dich anmeldet.',
};
