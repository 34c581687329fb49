// Bodies and answers of links.
import Joi from 'joi';
import { socialNetworks } from '../profiles/index.ts';
import { type ProofMethod, proofMethods } from './methods.ts';
import { proofStates } from './proof-rules.ts';

const networks = ['website', ...socialNetworks];
const network = () => Joi.valid(...networks).example('website');
const method = () => Joi.valid(...proofMethods).example('rel-me');
const time = () => Joi.string().isoDate().example('2026-11-21T10:00:00.000Z');

export const networkParam = Joi.object<{ network: string }>({
  network: network().required().description('`website`, or one of your `socialLinks`.'),
});

export const proofOrder = Joi.object<{ method: ProofMethod }>({
  method: method().required().description('`GET /profile/links` tells which ways there are for each link.'),
}).meta({ name: 'LinkProofOrder' });

const link = { network: network(), url: Joi.string().example('https://ada.example/') };

const proof = Joi.object({
  method: method(),
  state: Joi.valid(...proofStates).description(
    '`pending`: the first check is still to come. `stale`: proved, but the last check failed; others see the proof until some more have.',
  ),
  reason: Joi.string().allow(null).description('Why the last check failed, as a sentence.'),
  verifiedAt: time().allow(null).description('Since when it is proved without a break.'),
  checkedAt: time().allow(null),
  checkableAt: time().allow(null).description('When you may ask for another check; null: at once.'),
  todo: Joi.string().description('What to do for this proof, as a sentence.'),
  record: Joi.object({ name: Joi.string(), value: Joi.string() }).optional().description('What to put into DNS.'),
  backLink: Joi.string().uri().optional().description('Where the page must lead, with `rel="me"`.'),
}).meta({ name: 'OwnLinkProof' });

export const ownLink = Joi.object({
  ...link,
  verified: Joi.boolean().description('Whether others see it as proved.'),
  methods: Joi.array().items(proof).description('Each way in which this link can be proved.'),
}).meta({ name: 'OwnLink' });

export const shownLink = Joi.object({
  ...link,
  proof: Joi.object({ method: method(), verifiedAt: time() })
    .allow(null)
    .description(
      'How and since when this very link is proved to be this person’s. On pages that show it, give proved links `rel="me"`.',
    ),
}).meta({ name: 'Link' });
