// Se connecter, s’inscrire, confirmer une adresse, mots de passe oubliés.
import type { Messages } from '../en.ts';

export const signIn: Messages['signIn'] = {
  title: 'Content de vous revoir',
  email: 'Adresse e-mail',
  password: 'Mot de passe',
  submit: 'Se connecter',
  forgot: 'Mot de passe oublié ?',
  noAccount: 'Pas encore de compte ?',
  register: 'En créer un',
  wrong: 'L’adresse et le mot de passe ne vont pas ensemble.',
  secondStep: {
    title: 'Encore une étape',
    text: 'Saisissez le code de votre application d’authentification ou l’un de vos codes de secours.',
    code: 'Code',
    submit: 'Continuer',
  },
  registration: {
    title: 'Créer votre compte',
    name: 'Votre nom, tel que les autres doivent le voir',
    passwordHint: '12 caractères ou plus ; une phrase se retient facilement.',
    submit: 'Créer le compte',
    haveAccount: 'Déjà un compte ?',
  },
  sent: {
    title: 'Regardez votre boîte aux lettres',
    text: (email) => `Nous avons écrit à ${email}. Ouvrez le lien du message ou saisissez ici son code à six chiffres.`,
    code: 'Code à six chiffres',
    password: 'Le mot de passe que vous avez choisi',
    submit: 'Confirmer',
    resend: 'Envoyer un autre message',
    resent: 'Un autre message est en route.',
    done: 'Votre adresse est confirmée. Vous pouvez vous connecter.',
  },
  reset: {
    title: 'Un nouveau mot de passe',
    text: 'Indiquez votre adresse. S’il y a un compte, un lien arrivera par e-mail.',
    submit: 'Envoyer le lien',
    sent: 'S’il y a un compte à cette adresse, un message est en route.',
  },
  or: 'ou',
  continueWith: (name) => `Continuer avec ${name}`,
  cameBack: {
    cancelled: 'La connexion n’a pas été menée à bout. Vous pouvez réessayer ou choisir un autre moyen.',
    interrupted: 'Cela a pris trop de temps, ou a commencé dans une autre fenêtre. Veuillez réessayer.',
    refused:
      'La connexion n’a pas abouti. Veuillez réessayer ; si cela se reproduit, prévenez les responsables de ce service.',
    off: 'Ce moyen de connexion est désactivé ici.',
    deactivated: 'Ce compte est désactivé.',
    closed: 'Les nouvelles inscriptions sont fermées pour le moment.',
    full: 'Il y a déjà ici autant de comptes que possible.',
    unavailable: 'L’autre service ne répond pas. Veuillez réessayer dans un instant.',
    unknown: 'Une erreur s’est produite. Veuillez réessayer.',
  },
  elsewhere: 'Il n’y a pas de mot de passe ici : ouvrez cette page depuis l’application qui vous connecte.',
};
