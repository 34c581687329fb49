// Entrar, registrarse, confirmar una dirección, contraseñas olvidadas.
import type { Messages } from '../en.ts';

export const signIn: Messages['signIn'] = {
  title: 'Hola de nuevo',
  email: 'Correo electrónico',
  password: 'Contraseña',
  submit: 'Entrar',
  forgot: '¿Has olvidado tu contraseña?',
  noAccount: '¿Aún no tienes cuenta?',
  register: 'Crea una',
  wrong: 'La dirección y la contraseña no coinciden.',
  secondStep: {
    title: 'Un paso más',
    text: 'Escribe el código de tu aplicación de autenticación o uno de tus códigos de recuperación.',
    code: 'Código',
    submit: 'Continuar',
  },
  registration: {
    title: 'Crea tu cuenta',
    name: 'Tu nombre, como deben verlo los demás',
    passwordHint: '12 caracteres o más; una frase es fácil de recordar.',
    submit: 'Crear cuenta',
    haveAccount: '¿Ya tienes cuenta?',
  },
  sent: {
    title: 'Mira tu correo',
    text: (email) => `Hemos escrito a ${email}. Abre el enlace del mensaje o escribe aquí su código de seis cifras.`,
    code: 'Código de seis cifras',
    password: 'La contraseña que elegiste',
    submit: 'Confirmar',
    resend: 'Enviar otro mensaje',
    resent: 'Otro mensaje está en camino.',
    done: 'Tu dirección está confirmada. Ya puedes entrar.',
  },
  reset: {
    title: 'Una contraseña nueva',
    text: 'Dinos tu dirección. Si hay una cuenta, llegará un enlace por correo.',
    submit: 'Enviar el enlace',
    sent: 'Si hay una cuenta con esta dirección, un mensaje está en camino.',
  },
  or: 'o',
  continueWith: (host) => `Continuar con ${host}`,
  elsewhere: 'Aquí no hay contraseñas: abre esta página desde la aplicación con la que entras.',
};
