// Español. Tratamos de tú.
import type { Language } from './language.ts';

export const es: Language = {
  direction: 'ltr',
  code: 'Código:',
  required: 'Los correos como este protegen las cuentas y no se pueden desactivar.',
  optional: '¿Prefieres no recibir correos como este?',
  switchOff: 'Desactívalos',
  words: {
    handle: 'nombre de usuario',
    displayName: 'nombre visible',
    firstName: 'nombre',
    lastName: 'apellidos',
    pronouns: 'pronombres',
    headline: 'titular',
    bio: 'biografía',
    location: 'ubicación',
    timezone: 'zona horaria',
    language: 'idioma',
    website: 'sitio web',
    phone: 'número de teléfono',
    birthday: 'cumpleaños',
    socialLinks: 'enlaces',
    interests: 'intereses',
    skills: 'habilidades',
    activityStatus: 'estado',
    avatar: 'foto',
    'works-with': 'trabajar contigo',
    'worked-with': 'haber trabajado contigo',
    'studied-with': 'haber estudiado contigo',
    'volunteers-with': 'hacer voluntariado contigo',
    'This file is not a picture that can be used here.': 'Este archivo no es una imagen que se pueda usar aquí.',
    'This picture has too many pixels.': 'Esta imagen tiene demasiados píxeles.',
    'This picture is damaged or incomplete. Please try to open it on your device, save it again and upload the new copy.':
      'Esta imagen está dañada o incompleta. Intenta abrirla en tu dispositivo, guárdala de nuevo y sube la nueva copia.',
    'The uploaded file was lost. Please upload it again.': 'El archivo subido se perdió. Por favor, súbelo de nuevo.',
    'This picture could not be processed. Please try again, or choose another one.':
      'Esta imagen no se pudo procesar. Inténtalo de nuevo o elige otra.',
  },
  mails: {
    'verify-email': {
      subject: 'Confirma tu dirección de correo',
      before: ['Por favor, confirma que esta dirección es tuya.'],
      button: 'Confirmar mi dirección',
      code: 'O escribe este código donde te registraste:',
      after: [
        'El enlace y el código son válidos durante un día.',
        'Si no te registraste, no hagas nada: sin confirmación, la cuenta permanece cerrada.',
      ],
    },
    'account-exists': {
      subject: 'Ya tienes una cuenta',
      before: [
        'Alguien, quizá tú, intentó registrarse con esta dirección. Ya hay una cuenta con ella: inicia sesión con tu contraseña.',
        'Si no fuiste tú, no tienes que hacer nada. Nadie ha entrado.',
      ],
    },
    'password-reset': {
      subject: 'Elige una nueva contraseña',
      before: ['Alguien, quizá tú, pidió una nueva contraseña para tu cuenta.'],
      button: 'Elegir una nueva contraseña',
      after: [
        'El enlace es válido durante una hora y funciona una sola vez.',
        'Si no fuiste tú, no hagas nada: tu contraseña sigue siendo la misma.',
      ],
    },
    'password-changed': {
      subject: 'Tu contraseña ha cambiado',
      before: [
        'La contraseña de tu cuenta se acaba de cambiar y se ha cerrado la sesión en tus otros dispositivos.',
        'Si no fuiste tú, pide una nueva contraseña de inmediato: otra persona ha entrado en tu cuenta.',
      ],
    },
    'email-change-confirm': {
      subject: 'Confirma tu nueva dirección de correo',
      before: ['Por favor, confirma que esta es la nueva dirección de tu cuenta.'],
      button: 'Confirmar mi nueva dirección',
      code: 'O escribe este código donde pediste el cambio:',
      after: [
        'Hasta entonces se sigue usando tu dirección anterior.',
        'Si no lo pediste, no hagas nada: sin confirmación no cambia nada.',
      ],
    },
    'email-change-notice': {
      subject: 'Tu dirección de correo va a cambiar',
      before: [
        'Alguien, quizá tú, pidió cambiar la dirección de correo de tu cuenta a {{newEmail}}. Hasta que se confirme esa dirección, se sigue usando esta.',
        'Si fuiste tú, no tienes que hacer nada.',
      ],
      button: 'Conservar esta dirección',
      after: [
        'Si no fuiste tú, conserva esta dirección y elige una nueva contraseña: quien pidió el cambio conocía la tuya.',
      ],
    },
    'email-changed': {
      subject: 'Tu dirección de correo ha cambiado',
      before: [
        'Tu cuenta usa ahora la dirección {{newEmail}}. Los correos sobre ella ya no llegarán aquí.',
        'Si fuiste tú, no tienes que hacer nada.',
      ],
      button: 'Recuperar esta dirección',
      after: [
        'Si no fuiste tú, recupera esta dirección. Se cerrarán todas las sesiones y elegirás una nueva contraseña. El enlace es válido durante siete días.',
      ],
    },
    'second-factor-enabled': {
      subject: 'La verificación en dos pasos está activada',
      before: [
        'A partir de ahora, para iniciar sesión también necesitas un código de tu aplicación de autenticación.',
        'Guarda tus códigos de recuperación en un lugar seguro: con ellos podrás entrar si pierdes la aplicación.',
        'Si no fuiste tú, elige una nueva contraseña de inmediato.',
      ],
    },
    'second-factor-disabled': {
      subject: 'La verificación en dos pasos está desactivada',
      before: [
        'A partir de ahora, para iniciar sesión basta con tu contraseña.',
        'Si no fuiste tú, elige una nueva contraseña de inmediato y vuelve a activar la verificación en dos pasos.',
      ],
    },
    'recovery-code-used': {
      subject: 'Se ha usado un código de recuperación',
      before: [
        'Alguien, quizá tú, inició sesión con uno de tus códigos de recuperación. Cada uno sirve una sola vez; códigos que te quedan: {{left}}.',
        'Si te quedan pocos, crea otros nuevos.',
        'Si no fuiste tú, elige una nueva contraseña de inmediato y crea nuevos códigos de recuperación.',
      ],
    },
    'sessions-ended': {
      subject: 'Se han cerrado todas tus sesiones',
      before: [
        'Se ha cerrado la sesión de tu cuenta en todos los dispositivos. Vuelve a iniciarla donde la necesites.',
        'Si no lo pediste, elige una nueva contraseña.',
      ],
    },
    'avatar-refused': {
      subject: 'No se pudo usar tu foto',
      before: [
        'No se pudo usar la foto que subiste. {{reason}}',
        'Se sigue viendo lo mismo que antes. Puedes subir otra foto cuando quieras.',
      ],
    },
    'avatar-removed': {
      subject: 'Se ha retirado tu foto',
      before: [
        'El equipo de moderación ha retirado tu foto. El motivo: {{reason}}',
        'Puedes subir otra foto cuando quieras.',
      ],
    },
    'profile-edited': {
      subject: 'El equipo de moderación ha cambiado tu perfil',
      before: [
        'El equipo de moderación ha cambiado algo en tu perfil: {{fields}}. El motivo: {{reason}}',
        'En tu historial puedes ver lo que había antes.',
      ],
    },
    'account-deactivated': {
      subject: 'Tu cuenta ha sido desactivada',
      before: [
        'La administración ha desactivado tu cuenta. No puedes iniciar sesión y nadie ve tu perfil.',
        'Si crees que es un error, ponte en contacto con los responsables de este servicio.',
      ],
    },
    'account-activated': {
      subject: 'Tu cuenta vuelve a estar activa',
      before: [
        'La administración ha vuelto a activar tu cuenta. Puedes iniciar sesión como antes. ¡Nos alegra verte de nuevo!',
      ],
    },
    'alias-unmasked': {
      subject: 'La moderación ha mirado quién está detrás de uno de tus alias',
      before: [
        'Dos personas del equipo de moderación, de común acuerdo, han sabido que uno de tus alias anónimos es tuyo. Nadie más lo ha sabido.',
        'En tu historial puedes ver de qué alias se trata y por qué lo miraron.',
      ],
    },
    'badge-granted': {
      subject: 'Tienes una nueva insignia',
      before: ['Has recibido una insignia: {{badge}}. ¡Enhorabuena! Ya está en tu perfil.'],
    },
    'verification-request-approved': {
      subject: 'Tu perfil está verificado',
      before: ['Tu solicitud ha sido aprobada y tu perfil muestra ahora que está verificado.'],
    },
    'verification-request-declined': {
      subject: 'No se pudo verificar tu perfil',
      before: [
        'Tu solicitud de verificación del perfil ha sido rechazada. El motivo: {{reason}}',
        'Puedes volver a solicitarla cuando eso haya cambiado.',
      ],
    },
    'link-dropped': {
      subject: 'Uno de tus enlaces ya no está comprobado',
      before: [
        'Tu enlace {{link}} ya no se muestra como comprobado: lo que lo demostraba no se encontró varias veces seguidas.',
        'Si sigue siendo tuyo, vuelve a poner la prueba y pide que se compruebe de nuevo.',
      ],
    },
    'endorsement-received': {
      subject: 'Alguien te ha recomendado',
      before: ['Alguien te ha recomendado por {{skill}}. En tu perfil puedes ver quién ha sido.'],
    },
    'connection-requested': {
      subject: 'Alguien te pide que confirmes una conexión',
      before: [
        '{{person}} dice {{relation}}.',
        '¿Es así? Los demás solo lo verán cuando lo confirmes, y si lo rechazas no se avisa a nadie.',
      ],
      button: 'Confirmar o rechazar',
    },
  },
};
