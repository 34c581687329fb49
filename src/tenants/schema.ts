// Bodies and answers of tenants.
import Joi from 'joi';
import { httpUrl, plainText } from '../platform/text/joi.ts';
import { audiences } from '../privacy/index.ts';
import type { NewTenant, TenantChange } from './service.ts';
import { signInMethods } from './settings.ts';

const audience = () => Joi.valid(...audiences);
const clearable = <Schema extends Joi.Schema>(schema: Schema) => schema.allow(null) as Schema;

const slug = () =>
  Joi.string()
    .pattern(/^[a-z][a-z0-9-]{1,39}$/)
    .description('Small letters, digits and hyphens.')
    .example('acme');
const name = () => plainText({ maxGraphemes: 100, rejectTicks: true }).example('Acme');
const hosts = () =>
  Joi.array()
    .items(Joi.string().hostname().lowercase())
    .unique()
    .max(20)
    .description('Host names at which requests without a token are for this tenant.')
    .example(['people.acme.example']);

export const tenantInput = Joi.object<NewTenant>({
  slug: slug().required(),
  name: name().required(),
  hosts: hosts().default([]),
}).meta({ name: 'TenantInput' });

export const tenantChange = Joi.object<TenantChange>({ name: name(), hosts: hosts() })
  .min(1)
  .meta({ name: 'TenantChange' });

const branding = {
  name: plainText({ maxGraphemes: 60, rejectTicks: true }).example('Acme People'),
  color: Joi.string()
    .pattern(/^#[0-9a-f]{6}$/i)
    .example('#1d4ed8'),
  logoUrl: httpUrl().example('https://acme.example/logo.svg'),
};

/** A change of settings: what is absent stays, null gives it back to the installation. */
export const settingsChange = (fields: readonly string[]) =>
  Joi.object<object>({
    defaultVisibility: clearable(audience()).description('Who sees a new profile before its owner decides.'),
    allowPublic: clearable(Joi.boolean()).description('If false, nothing is shown to people who are not signed in.'),
    signIn: clearable(
      Joi.array()
        .items(Joi.valid(...signInMethods))
        .unique()
        .min(1),
    ).description('How people may sign in, of what the installation offers.'),
    registration: clearable(Joi.valid('open', 'closed')).description('Whether people may register by themselves.'),
    fields: clearable(
      Joi.object()
        .pattern(
          Joi.valid(...fields),
          clearable(
            Joi.object({
              locked: clearable(Joi.boolean()).description('If true, its owner cannot write it.'),
              widest: clearable(audience()).description('The widest audience that its owner can give it.'),
            }),
          ),
        )
        .example({ phone: { widest: 'authenticated' } }),
    ).description('Rules about fields of everybody’s profile.'),
    branding: clearable(
      Joi.object({
        name: clearable(branding.name),
        color: clearable(branding.color),
        logoUrl: clearable(branding.logoUrl),
      }),
    ),
    limits: clearable(
      Joi.object({
        uploadsPerHour: clearable(Joi.number().integer().min(1).max(1000)).description('Pictures a person may upload.'),
        accounts: clearable(Joi.number().integer().min(1)).description('Accounts at most.'),
      }),
    ),
  })
    .min(1)
    .meta({ name: 'TenantSettingsChange' });

const settings = Joi.object({
  defaultVisibility: audience(),
  allowPublic: Joi.boolean(),
  signIn: Joi.array().items(Joi.valid(...signInMethods)),
  registration: Joi.valid('open', 'closed'),
  fields: Joi.object().pattern(Joi.string(), Joi.object({ locked: Joi.boolean(), widest: audience() })),
  branding: Joi.object({ name: Joi.string(), color: Joi.string(), logoUrl: Joi.string() }),
  limits: Joi.object({ uploadsPerHour: Joi.number().integer(), accounts: Joi.number().integer() }),
})
  .prefs({ presence: 'optional' })
  .description('What is absent is as the installation has it.')
  .meta({ name: 'TenantSettings' });

const moment = () => Joi.string().isoDate().example('2026-11-21T10:00:00.000Z');

export const tenant = Joi.object({
  id: Joi.string().guid(),
  slug: Joi.string().example('acme'),
  name: Joi.string().example('Acme'),
  hosts: Joi.array().items(Joi.string()),
  settings,
  version: Joi.number().integer(),
  createdAt: moment(),
  updatedAt: moment(),
}).meta({ name: 'Tenant' });

/** What anybody may know: a sign-in page shows it. */
export const storefront = Joi.object({
  name: Joi.string().example('Acme People'),
  color: Joi.string().allow(null),
  logoUrl: Joi.string().allow(null),
  signIn: Joi.array().items(Joi.valid(...signInMethods)),
  registration: Joi.valid('open', 'closed'),
  continueAt: Joi.string()
    .uri()
    .allow(null)
    .description('Where browsers sign in with `kratos`; its parameter `return_to` says where they come back to.')
    .example('https://id.example.com/self-service/login/browser'),
  continueWith: Joi.object({
    label: Joi.string().description('What the issuer is called.').example('Acme ID'),
    href: Joi.string().example('/api/v1/auth/oidc'),
  })
    .allow(null)
    .description(
      'Where browsers sign in with `oidc`; the parameter `returnTo` of `href` says which path they come back to.',
    ),
}).meta({ name: 'Storefront' });

export const idParam = Joi.object<{ id: string }>({
  id: Joi.string().guid().required().description('The tenant.').example('019c6e2a-0000-7000-8000-000000000001'),
});
