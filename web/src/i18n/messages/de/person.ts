// Die Seite von jemandem.
import type { Messages } from '../en.ts';

export const person: Messages['person'] = {
  followersCount: 'Follower',
  followingCount: 'gefolgt',
  postsCount: 'Beiträge',
  joined: (when) => `Hier seit ${when}`,
  block: {
    submit: 'Blockieren',
    title: (name) => `${name} blockieren?`,
    text: 'Ihr seht und findet einander hier nicht mehr. Die Person erfährt es nicht.',
    done: (name) => `${name} ist blockiert`,
    doneText: 'Ihr seht und findet einander nicht mehr. Du kannst es hier zurücknehmen oder später unter Privatsphäre.',
    undo: 'Blockierung aufheben',
  },
  connect: 'Verbinden',
  connections: 'Verbindungen',
  relations: {
    'works-with': 'Arbeiten zusammen',
    'worked-with': 'Haben zusammen gearbeitet',
    'studied-with': 'Haben zusammen gelernt',
    'volunteers-with': 'Gemeinsam im Ehrenamt',
    'same-person': 'Dieselbe Person',
  },
  asks: {
    'works-with': 'Wir arbeiten zusammen',
    'worked-with': 'Wir haben zusammen gearbeitet',
    'studied-with': 'Wir haben zusammen gelernt',
    'volunteers-with': 'Wir sind gemeinsam ehrenamtlich tätig',
  },
  badge: {
    by: (issuer, when) => `${issuer} · ${when}`,
    until: (when) => `bis ${when}`,
    credential: 'Als Open Badge mitnehmen',
  },
  proofs: {
    title: 'Bewiesene Links',
    methods: {
      'rel-me': 'Verlinkt hierher zurück',
      'dns-txt': 'Von der Domain bewiesen',
      'mail-domain': 'Hat dort eine Adresse',
    },
    since: (when) => `seit ${when}`,
  },
  skills: {
    endorse: 'Empfehlen',
    endorsed: 'Von dir empfohlen',
    endorseTitle: (skill) => `„${skill}“ empfehlen`,
    note: 'Ein paar Worte',
    noteHint: 'Freiwillig. Alle lesen sie, die dich unter den Empfehlenden sehen.',
    endorsements: (count, shown) => `${shown} ${count === 1 ? 'Empfehlung' : 'Empfehlungen'}`,
    endorsersOf: (skill) => `Wer „${skill}“ empfiehlt`,
    onlyVisible: 'Wen du nicht sehen kannst, wird gezählt, aber nicht gezeigt.',
    all: 'Alle zeigen',
  },
  report: {
    open: 'Melden',
    title: 'Diese Empfehlung melden',
    reason: 'Was stimmt damit nicht?',
    hint: 'Die Moderation liest es; sonst erfährt es niemand.',
    send: 'Melden',
    thanks: 'Danke. Die Moderation sieht es sich an.',
  },
};
