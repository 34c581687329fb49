// Français. Nous vouvoyons ; une espace insécable précède les signes doubles.
import type { Language } from './language.ts';

export const fr: Language = {
  direction: 'ltr',
  code: 'Code :',
  required: 'Les messages de ce type protègent les comptes et ne peuvent pas être désactivés.',
  optional: 'Vous préférez ne plus recevoir de messages de ce type ?',
  switchOff: 'Les désactiver',
  words: {
    handle: 'identifiant',
    displayName: 'nom affiché',
    firstName: 'prénom',
    lastName: 'nom de famille',
    pronouns: 'pronoms',
    headline: 'titre',
    bio: 'biographie',
    location: 'lieu',
    timezone: 'fuseau horaire',
    language: 'langue',
    website: 'site web',
    phone: 'numéro de téléphone',
    birthday: 'anniversaire',
    socialLinks: 'liens',
    interests: 'centres d’intérêt',
    skills: 'compétences',
    activityStatus: 'statut',
    avatar: 'photo',
    'works-with': 'travailler avec vous',
    'worked-with': 'avoir travaillé avec vous',
    'studied-with': 'avoir étudié avec vous',
    'volunteers-with': 'faire du bénévolat avec vous',
    'This file is not a picture that can be used here.': 'Ce fichier n’est pas une image utilisable ici.',
    'This picture has too many pixels.': 'Cette image contient trop de pixels.',
    'This picture is damaged or incomplete. Please try to open it on your device, save it again and upload the new copy.':
      'Cette image est endommagée ou incomplète. Essayez de l’ouvrir sur votre appareil, enregistrez-la de nouveau et envoyez la nouvelle copie.',
    'The uploaded file was lost. Please upload it again.':
      'Le fichier envoyé a été perdu. Veuillez l’envoyer de nouveau.',
    'This picture could not be processed. Please try again, or choose another one.':
      'Cette image n’a pas pu être traitée. Réessayez ou choisissez-en une autre.',
  },
  mails: {
    'verify-email': {
      subject: 'Confirmez votre adresse e-mail',
      before: ['Veuillez confirmer que cette adresse est bien la vôtre.'],
      button: 'Confirmer mon adresse',
      code: 'Ou saisissez ce code là où vous avez créé votre compte :',
      after: [
        'Le lien et le code sont valables un jour.',
        'Si vous n’avez pas créé de compte, ne faites rien : sans confirmation, il reste fermé.',
      ],
    },
    'account-exists': {
      subject: 'Vous avez déjà un compte',
      before: [
        'Quelqu’un, peut-être vous, a essayé de s’inscrire avec cette adresse. Un compte existe déjà : connectez-vous avec votre mot de passe.',
        'Si ce n’était pas vous, vous n’avez rien à faire. Personne n’est entré.',
      ],
    },
    'password-reset': {
      subject: 'Choisissez un nouveau mot de passe',
      before: ['Quelqu’un, peut-être vous, a demandé un nouveau mot de passe pour votre compte.'],
      button: 'Choisir un nouveau mot de passe',
      after: [
        'Le lien est valable une heure et ne fonctionne qu’une fois.',
        'Si ce n’était pas vous, ne faites rien : votre mot de passe reste le même.',
      ],
    },
    'password-changed': {
      subject: 'Votre mot de passe a été modifié',
      before: [
        'Le mot de passe de votre compte vient d’être modifié et vos autres appareils ont été déconnectés.',
        'Si ce n’était pas vous, demandez immédiatement un nouveau mot de passe : une autre personne a eu accès à votre compte.',
      ],
    },
    'email-change-confirm': {
      subject: 'Confirmez votre nouvelle adresse e-mail',
      before: ['Veuillez confirmer que cette adresse est la nouvelle adresse de votre compte.'],
      button: 'Confirmer ma nouvelle adresse',
      code: 'Ou saisissez ce code là où vous avez demandé le changement :',
      after: [
        'D’ici là, votre ancienne adresse reste utilisée.',
        'Si vous n’avez rien demandé, ne faites rien : sans confirmation, rien ne change.',
      ],
    },
    'email-change-notice': {
      subject: 'Votre adresse e-mail va changer',
      before: [
        'Quelqu’un, peut-être vous, a demandé de remplacer l’adresse e-mail de votre compte par {{newEmail}}. Tant que cette adresse n’est pas confirmée, l’actuelle reste utilisée.',
        'Si c’était vous, vous n’avez rien à faire.',
      ],
      button: 'Garder cette adresse',
      after: [
        'Si ce n’était pas vous, gardez cette adresse et choisissez un nouveau mot de passe : la personne qui a demandé le changement connaissait le vôtre.',
      ],
    },
    'email-changed': {
      subject: 'Votre adresse e-mail a été modifiée',
      before: [
        'Votre compte utilise désormais l’adresse {{newEmail}}. Les messages à son sujet n’arriveront plus ici.',
        'Si c’était vous, vous n’avez rien à faire.',
      ],
      button: 'Rétablir cette adresse',
      after: [
        'Si ce n’était pas vous, rétablissez cette adresse. Toutes les sessions seront fermées et vous choisirez un nouveau mot de passe. Le lien est valable sept jours.',
      ],
    },
    'second-factor-enabled': {
      subject: 'La connexion en deux étapes est activée',
      before: [
        'Désormais, la connexion à votre compte demande aussi un code de votre application d’authentification.',
        'Gardez vos codes de récupération en lieu sûr : ils vous permettront d’entrer si vous perdez l’application.',
        'Si ce n’était pas vous, choisissez immédiatement un nouveau mot de passe.',
      ],
    },
    'second-factor-disabled': {
      subject: 'La connexion en deux étapes est désactivée',
      before: [
        'Désormais, votre mot de passe suffit pour vous connecter.',
        'Si ce n’était pas vous, choisissez immédiatement un nouveau mot de passe et réactivez la connexion en deux étapes.',
      ],
    },
    'recovery-code-used': {
      subject: 'Un code de récupération a été utilisé',
      before: [
        'Quelqu’un, peut-être vous, s’est connecté avec l’un de vos codes de récupération. Chacun ne sert qu’une fois ; codes restants : {{left}}.',
        'S’il en reste peu, créez-en de nouveaux.',
        'Si ce n’était pas vous, choisissez immédiatement un nouveau mot de passe et créez de nouveaux codes de récupération.',
      ],
    },
    'sessions-ended': {
      subject: 'Toutes vos sessions ont été fermées',
      before: [
        'Tous les appareils ont été déconnectés de votre compte. Reconnectez-vous là où vous en avez besoin.',
        'Si vous n’avez rien demandé, choisissez un nouveau mot de passe.',
      ],
    },
    'avatar-refused': {
      subject: 'Votre photo n’a pas pu être utilisée',
      before: [
        'La photo que vous avez envoyée n’a pas pu être utilisée. {{reason}}',
        'Ce que l’on voyait avant est toujours là. Vous pouvez envoyer une autre photo à tout moment.',
      ],
    },
    'avatar-removed': {
      subject: 'Votre photo a été retirée',
      before: [
        'L’équipe de modération a retiré votre photo. La raison : {{reason}}',
        'Vous pouvez envoyer une autre photo à tout moment.',
      ],
    },
    'profile-edited': {
      subject: 'L’équipe de modération a modifié votre profil',
      before: [
        'L’équipe de modération a modifié votre profil : {{fields}}. La raison : {{reason}}',
        'Votre historique montre ce qui s’y trouvait avant.',
      ],
    },
    'account-deactivated': {
      subject: 'Votre compte a été désactivé',
      before: [
        'L’administration a désactivé votre compte. Vous ne pouvez plus vous connecter et personne ne voit votre profil.',
        'Si vous pensez qu’il s’agit d’une erreur, adressez-vous aux responsables de ce service.',
      ],
    },
    'account-activated': {
      subject: 'Votre compte est de nouveau actif',
      before: ['L’administration a réactivé votre compte. Vous pouvez vous connecter comme avant. Bon retour !'],
    },
    'alias-unmasked': {
      subject: 'La modération a regardé derrière l’un de vos alias',
      before: [
        'Deux personnes de l’équipe de modération ont appris ensemble que l’un de vos alias anonymes est le vôtre. Personne d’autre ne le sait.',
        'Votre historique montre de quel alias il s’agit et pour quelle raison.',
      ],
    },
    'badge-granted': {
      subject: 'Vous avez un nouveau badge',
      before: ['Vous avez reçu un badge : {{badge}}. Félicitations ! Il figure maintenant sur votre profil.'],
    },
    'verification-request-approved': {
      subject: 'Votre profil est vérifié',
      before: ['Votre demande a été acceptée et votre profil indique maintenant qu’il est vérifié.'],
    },
    'verification-request-declined': {
      subject: 'Votre profil n’a pas pu être vérifié',
      before: [
        'Votre demande de vérification du profil a été refusée. La raison : {{reason}}',
        'Vous pourrez refaire une demande quand cela aura changé.',
      ],
    },
    'link-dropped': {
      subject: 'L’un de vos liens n’est plus vérifié',
      before: [
        'Votre lien {{link}} n’est plus affiché comme vérifié : la preuve est restée introuvable plusieurs fois de suite.',
        'S’il vous appartient toujours, remettez la preuve en place et faites vérifier le lien à nouveau.',
      ],
    },
    'endorsement-received': {
      subject: 'Vous avez reçu une recommandation',
      before: ['Quelqu’un vous recommande pour {{skill}}. Votre profil montre qui c’est.'],
    },
    'connection-requested': {
      subject: 'Quelqu’un vous demande de confirmer un lien',
      before: [
        '{{person}} dit {{relation}}.',
        'Est-ce exact ? Les autres ne le voient qu’une fois que vous l’avez confirmé, et personne n’est averti si vous refusez.',
      ],
      button: 'Confirmer ou refuser',
    },
  },
};
