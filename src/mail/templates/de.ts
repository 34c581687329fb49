// Deutsch. Wir sagen „Sie“.
import type { Language } from './language.ts';

export const de: Language = {
  direction: 'ltr',
  code: 'Code:',
  required: 'Mails wie diese schützen Konten und lassen sich nicht abbestellen.',
  optional: 'Sie möchten solche Mails lieber nicht bekommen?',
  switchOff: 'Abbestellen',
  words: {
    handle: 'Benutzername',
    displayName: 'Anzeigename',
    firstName: 'Vorname',
    lastName: 'Nachname',
    pronouns: 'Pronomen',
    headline: 'Kurzbeschreibung',
    bio: 'Biografie',
    location: 'Ort',
    timezone: 'Zeitzone',
    language: 'Sprache',
    website: 'Website',
    phone: 'Telefonnummer',
    birthday: 'Geburtstag',
    socialLinks: 'Links',
    interests: 'Interessen',
    skills: 'Fähigkeiten',
    activityStatus: 'Status',
    avatar: 'Bild',
    'works-with': 'zusammenarbeiten',
    'worked-with': 'zusammengearbeitet haben',
    'studied-with': 'zusammen gelernt haben',
    'volunteers-with': 'gemeinsam ehrenamtlich tätig sind',
    'This file is not a picture that can be used here.': 'Diese Datei ist kein Bild, das sich hier verwenden lässt.',
    'This picture has too many pixels.': 'Dieses Bild hat zu viele Bildpunkte.',
    'This picture is damaged or incomplete. Please try to open it on your device, save it again and upload the new copy.':
      'Dieses Bild ist beschädigt oder unvollständig. Bitte öffnen Sie es auf Ihrem Gerät, speichern Sie es neu und laden Sie die neue Kopie hoch.',
    'The uploaded file was lost. Please upload it again.':
      'Die hochgeladene Datei ist verloren gegangen. Bitte laden Sie sie noch einmal hoch.',
    'This picture could not be processed. Please try again, or choose another one.':
      'Dieses Bild ließ sich nicht verarbeiten. Bitte versuchen Sie es noch einmal oder wählen Sie ein anderes.',
  },
  mails: {
    'verify-email': {
      subject: 'Bestätigen Sie Ihre E-Mail-Adresse',
      before: ['Bitte bestätigen Sie, dass diese Adresse Ihnen gehört.'],
      button: 'Meine Adresse bestätigen',
      code: 'Oder geben Sie diesen Code dort ein, wo Sie sich registriert haben:',
      after: [
        'Link und Code gelten einen Tag lang.',
        'Falls Sie sich nicht registriert haben, brauchen Sie nichts zu tun: Ohne Bestätigung bleibt das Konto geschlossen.',
      ],
    },
    'account-exists': {
      subject: 'Sie haben schon ein Konto',
      before: [
        'Jemand, vielleicht Sie selbst, wollte sich mit dieser Adresse registrieren. Zu ihr gibt es schon ein Konto: Melden Sie sich einfach mit Ihrem Passwort an.',
        'Falls Sie es nicht waren, brauchen Sie nichts zu tun. Niemand hat Zugang bekommen.',
      ],
    },
    'password-reset': {
      subject: 'Wählen Sie ein neues Passwort',
      before: ['Jemand, vielleicht Sie selbst, hat ein neues Passwort für Ihr Konto angefordert.'],
      button: 'Neues Passwort wählen',
      after: [
        'Der Link gilt eine Stunde lang und funktioniert einmal.',
        'Falls Sie es nicht waren, brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.',
      ],
    },
    'password-changed': {
      subject: 'Ihr Passwort wurde geändert',
      before: [
        'Das Passwort Ihres Kontos wurde soeben geändert, und Ihre anderen Geräte wurden abgemeldet.',
        'Falls Sie es nicht waren, fordern Sie sofort ein neues Passwort an: Jemand anderes hatte Zugang zu Ihrem Konto.',
      ],
    },
    'email-change-confirm': {
      subject: 'Bestätigen Sie Ihre neue E-Mail-Adresse',
      before: ['Bitte bestätigen Sie, dass dies die neue Adresse Ihres Kontos ist.'],
      button: 'Meine neue Adresse bestätigen',
      code: 'Oder geben Sie diesen Code dort ein, wo Sie die Änderung gewünscht haben:',
      after: [
        'Bis dahin gilt weiter Ihre alte Adresse.',
        'Falls Sie das nicht gewünscht haben, brauchen Sie nichts zu tun: Ohne Bestätigung ändert sich nichts.',
      ],
    },
    'email-change-notice': {
      subject: 'Ihre E-Mail-Adresse soll geändert werden',
      before: [
        'Jemand, vielleicht Sie selbst, möchte die E-Mail-Adresse Ihres Kontos in {{newEmail}} ändern. Bis diese Adresse bestätigt ist, gilt weiter die bisherige.',
        'Falls Sie es waren, brauchen Sie nichts zu tun.',
      ],
      button: 'Diese Adresse behalten',
      after: [
        'Falls Sie es nicht waren, behalten Sie diese Adresse und wählen Sie ein neues Passwort: Wer die Änderung gewünscht hat, kannte Ihres.',
      ],
    },
    'email-changed': {
      subject: 'Ihre E-Mail-Adresse wurde geändert',
      before: [
        'Zu Ihrem Konto gehört jetzt die Adresse {{newEmail}}. Hierher kommen keine Mails mehr dazu.',
        'Falls Sie es waren, brauchen Sie nichts zu tun.',
      ],
      button: 'Diese Adresse wiederherstellen',
      after: [
        'Falls Sie es nicht waren, stellen Sie diese Adresse wieder her. Dann werden alle abgemeldet, und Sie wählen ein neues Passwort. Der Link gilt sieben Tage.',
      ],
    },
    'second-factor-enabled': {
      subject: 'Die Anmeldung in zwei Schritten ist eingeschaltet',
      before: [
        'Von nun an brauchen Sie zum Anmelden auch einen Code aus Ihrer Authenticator-App.',
        'Bewahren Sie Ihre Wiederherstellungscodes sicher auf: Mit ihnen kommen Sie in Ihr Konto, falls Sie die App verlieren.',
        'Falls Sie es nicht waren, wählen Sie sofort ein neues Passwort.',
      ],
    },
    'second-factor-disabled': {
      subject: 'Die Anmeldung in zwei Schritten ist ausgeschaltet',
      before: [
        'Von nun an genügt zum Anmelden Ihr Passwort.',
        'Falls Sie es nicht waren, wählen Sie sofort ein neues Passwort und schalten Sie die Anmeldung in zwei Schritten wieder ein.',
      ],
    },
    'recovery-code-used': {
      subject: 'Ein Wiederherstellungscode wurde verwendet',
      before: [
        'Jemand, vielleicht Sie selbst, hat sich mit einem Ihrer Wiederherstellungscodes angemeldet. Jeder gilt einmal; noch übrig: {{left}}.',
        'Falls nur wenige übrig sind, erstellen Sie bitte neue.',
        'Falls Sie es nicht waren, wählen Sie sofort ein neues Passwort und erstellen Sie neue Wiederherstellungscodes.',
      ],
    },
    'sessions-ended': {
      subject: 'Sie wurden überall abgemeldet',
      before: [
        'Alle Geräte wurden von Ihrem Konto abgemeldet. Melden Sie sich dort, wo Sie es brauchen, wieder an.',
        'Falls Sie das nicht gewünscht haben, wählen Sie ein neues Passwort.',
      ],
    },
    'avatar-refused': {
      subject: 'Ihr Bild ließ sich nicht verwenden',
      before: [
        'Das Bild, das Sie hochgeladen haben, ließ sich nicht verwenden. {{reason}}',
        'Zu sehen ist weiter, was vorher zu sehen war. Sie können jederzeit ein anderes Bild hochladen.',
      ],
    },
    'avatar-removed': {
      subject: 'Ihr Bild wurde entfernt',
      before: [
        'Jemand aus der Moderation hat Ihr Bild entfernt. Der Grund: {{reason}}',
        'Sie können jederzeit ein anderes Bild hochladen.',
      ],
    },
    'profile-edited': {
      subject: 'Ihr Profil wurde von der Moderation geändert',
      before: [
        'Jemand aus der Moderation hat etwas an Ihrem Profil geändert: {{fields}}. Der Grund: {{reason}}',
        'In Ihrem Verlauf sehen Sie, was vorher dort stand.',
      ],
    },
    'account-deactivated': {
      subject: 'Ihr Konto wurde deaktiviert',
      before: [
        'Jemand aus der Administration hat Ihr Konto deaktiviert. Sie können sich nicht mehr anmelden, und niemand sieht Ihr Profil.',
        'Falls Sie das für einen Irrtum halten, wenden Sie sich bitte an die Betreiber dieses Dienstes.',
      ],
    },
    'account-activated': {
      subject: 'Ihr Konto ist wieder aktiv',
      before: [
        'Jemand aus der Administration hat Ihr Konto wieder aktiviert. Sie können sich wie zuvor anmelden. Willkommen zurück!',
      ],
    },
    'alias-unmasked': {
      subject: 'Die Moderation hat hinter einen Ihrer Aliasse gesehen',
      before: [
        'Zwei Personen aus der Moderation haben gemeinsam erfahren, dass einer Ihrer anonymen Aliasse zu Ihnen gehört. Sonst hat es niemand erfahren.',
        'In Ihrem Verlauf sehen Sie, um welchen Alias es ging und aus welchem Grund.',
      ],
    },
    'badge-granted': {
      subject: 'Sie haben ein neues Abzeichen',
      before: ['Sie haben ein Abzeichen bekommen: {{badge}}. Herzlichen Glückwunsch! Es steht jetzt auf Ihrem Profil.'],
    },
    'verification-request-approved': {
      subject: 'Ihr Profil ist verifiziert',
      before: ['Ihrer Anfrage wurde zugestimmt, und Ihr Profil zeigt jetzt, dass es verifiziert ist.'],
    },
    'verification-request-declined': {
      subject: 'Ihr Profil konnte nicht verifiziert werden',
      before: [
        'Ihre Anfrage, Ihr Profil zu verifizieren, wurde abgelehnt. Der Grund: {{reason}}',
        'Sobald sich daran etwas geändert hat, können Sie erneut anfragen.',
      ],
    },
    'link-dropped': {
      subject: 'Einer Ihrer Links ist nicht mehr bestätigt',
      before: [
        'Ihr Link {{link}} wird nicht mehr als bestätigt angezeigt: Der Nachweis war mehrmals hintereinander nicht mehr zu finden.',
        'Wenn er noch Ihnen gehört, stellen Sie den Nachweis wieder her und lassen Sie den Link erneut prüfen.',
      ],
    },
    'endorsement-received': {
      subject: 'Jemand hat Sie empfohlen',
      before: ['Jemand hat Sie für {{skill}} empfohlen. Auf Ihrem Profil sehen Sie, wer es war.'],
    },
    'connection-requested': {
      subject: 'Jemand bittet Sie, eine Verbindung zu bestätigen',
      before: [
        '{{person}} gibt an, dass Sie beide {{relation}}.',
        'Stimmt das? Andere sehen es erst, wenn Sie es bestätigen. Lehnen Sie ab, erfährt es niemand.',
      ],
      button: 'Bestätigen oder ablehnen',
    },
  },
};
