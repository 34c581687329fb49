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
  continueWith: (name) => `Weiter mit ${name}`,
  cameBack: {
    cancelled: 'Du hast dich nicht angemeldet. Versuche es noch einmal, oder nimm einen anderen Weg.',
    interrupted: 'Das hat zu lange gedauert, oder es begann in einem anderen Fenster. Bitte versuche es noch einmal.',
    refused:
      'Die Anmeldung hat nicht geklappt. Bitte versuche es noch einmal; passiert es wieder, sag es den Betreibern dieses Dienstes.',
    off: 'Dieser Weg der Anmeldung ist hier abgeschaltet.',
    deactivated: 'Dieses Konto ist abgeschaltet.',
    closed: 'Neue Konten gibt es hier zurzeit nicht.',
    full: 'Hier gibt es schon so viele Konten, wie es geben darf.',
    unavailable: 'Die Gegenseite antwortet gerade nicht. Bitte versuche es gleich noch einmal.',
    unknown: 'Etwas ist schiefgegangen. Bitte versuche es noch einmal.',
  },
  elsewhere: 'Hier gibt es kein Passwort: Öffne diese Seite aus der Anwendung, die dich anmeldet.',
};
