// HTTP door of profiles, their privacy, and who blocks whom.
import type { Request } from 'express';
import Joi from 'joi';
import { emailNotVerified } from '../accounts/index.ts';
import type { Identity } from '../contracts/identity.ts';
import type { ViewSource } from '../contracts/insights.ts';
import { entityTag, expectedVersions } from '../platform/http/conditional.ts';
import { invalidCursor, pageMeta, pageReply } from '../platform/http/page.ts';
import { memberRoute, openRoute, type RawReply, type Route } from '../platform/http/route.ts';
import { fieldLocked } from '../tenants/index.ts';
import type { Blocks } from './blocks.ts';
import * as errors from './errors.ts';
import type { MovedProfile, ProfileReader, ReadyProfile } from './reader.ts';
import * as schema from './schema.ts';
import type { ProfileService, Written } from './service.ts';

const json = 'application/json; charset=utf-8';
const ifMatch = { 'If-Match': 'The entity tag of the version that the change is based on.' };
const { profileNotFound, profileDeleted, versionConflict, handleTaken, handleChangedRecently } = errors;

const ready = (profile: ReadyProfile): RawReply => ({
  raw: profile.json,
  contentType: json,
  headers: { ETag: profile.etag, ...(!profile.isIndexable && { 'X-Robots-Tag': 'noindex' }) },
});

/** What somebody else is shown; a handle of former days leads on (308), with the source that was told. */
function shown(profile: ReadyProfile | MovedProfile | undefined, source?: ViewSource): RawReply {
  if (!profile) throw profileNotFound();
  if (!('movedTo' in profile)) return ready(profile);
  const address = `/api/v1/profiles/${encodeURIComponent(profile.movedTo)}${source ? `?source=${source}` : ''}`;
  return { status: 308, raw: '', contentType: json, headers: { Location: address } };
}

const written = ({ row, presented }: Written) => ({
  data: presented,
  headers: { ETag: entityTag(row.version, 'w') },
});

export interface ProfileRouteParts {
  readonly reader: ProfileReader;
  readonly service: ProfileService;
  readonly blocks: Blocks;
  /** Told when somebody was shown another person's profile. */
  readonly viewed: (view: {
    tenantId: string;
    userId: string;
    identity: Identity | undefined;
    request: Request;
    /** Where the page says that the viewer came from. */
    source: ViewSource | undefined;
  }) => void;
}

function ownRoutes({ reader, service }: ProfileRouteParts): Route[] {
  const write = (method: 'put' | 'patch', summary: string, description: string): Route =>
    memberRoute({
      method,
      path: '/profile',
      tag: 'Profile',
      access: 'profiles:update:own',
      summary,
      description,
      headers: ifMatch,
      body: schema.profileInput,
      responses: { 200: schema.ownProfile },
      errors: [
        versionConflict,
        handleTaken,
        handleChangedRecently,
        errors.nameImitatesBadge,
        emailNotVerified,
        fieldLocked,
        profileNotFound,
        profileDeleted,
      ],
      async handle({ identity, origin, body: { version: since, preferences, ...changes }, request }) {
        const base = { versions: expectedVersions(request), since };
        const merge = method === 'patch';
        return written(await service.update(identity, origin, changes, { merge, preferences, ...base }));
      },
    });

  return [
    memberRoute({
      method: 'get',
      path: '/profile',
      tag: 'Profile',
      summary: 'Your profile',
      description:
        'Everything that your profile holds, with its privacy settings; or, with `viewAs`, byte for byte what another viewer gets. Roles of that person, and whom they have blocked, are left out of it: they are not yours to know.',
      query: schema.viewAs,
      responses: { 200: schema.ownProfileOrView },
      errors: [profileNotFound, profileDeleted],
      async handle({ identity, query: { viewAs } }) {
        if (viewAs !== undefined) return shown(await reader.readOwnAs(identity, viewAs));
        const profile = await reader.readOwn(identity);
        if (!profile) throw await service.explainAbsence(identity);
        return ready(profile);
      },
    }),
    memberRoute({
      method: 'post',
      path: '/profile',
      tag: 'Profile',
      access: 'profiles:update:own',
      summary: 'Make your profile',
      description: 'Its first own words. Once it has been written it is changed with PUT or PATCH.',
      body: schema.profileInput,
      responses: { 201: schema.ownProfile },
      errors: [errors.profileExists, errors.nameImitatesBadge, handleTaken, emailNotVerified, profileDeleted],
      async handle({ identity, origin, body: { version: _unused, preferences, ...fields } }) {
        return { status: 201, ...written(await service.establish(identity, origin, fields, preferences)) };
      },
    }),
    write('put', 'Write fields', 'Replaces the fields that the body names and leaves the others; null clears.'),
    write('patch', 'Merge fields', 'JSON Merge Patch: as PUT, and links are merged one by one.'),
    memberRoute({
      method: 'delete',
      path: '/profile',
      tag: 'Profile',
      access: 'profiles:update:own',
      summary: 'Delete your profile',
      description: 'Hides it everywhere at once. `POST /profile/restore` brings it back while that is still possible.',
      responses: { 204: Joi.any() },
      errors: [profileNotFound],
      async handle({ identity, origin }) {
        await service.remove(identity, origin);
        return { status: 204, data: null };
      },
    }),
    memberRoute({
      method: 'post',
      path: '/profile/restore',
      tag: 'Profile',
      access: 'profiles:update:own',
      summary: 'Bring your deleted profile back',
      responses: { 200: schema.ownProfile },
      errors: [errors.notRestorable],
      handle: async ({ identity, origin }) => written(await service.restore(identity, origin)),
    }),
  ];
}

function privacyRoutes({ service }: ProfileRouteParts): Route[] {
  return [
    memberRoute({
      method: 'get',
      path: '/profile/privacy',
      tag: 'Privacy',
      summary: 'Your privacy settings',
      responses: { 200: schema.privacyOutput },
      errors: [profileNotFound],
      async handle({ identity }) {
        const { settings, version } = await service.privacy(identity);
        return { data: settings, headers: { ETag: entityTag(version, 'p') } };
      },
    }),
    memberRoute({
      method: 'put',
      path: '/profile/privacy',
      tag: 'Privacy',
      access: 'profiles:update:own',
      summary: 'Choose who sees what',
      description: 'Sets the audiences that the body names. No field is shown more widely than `visibility`.',
      headers: ifMatch,
      body: schema.privacyInput,
      responses: { 200: schema.privacyOutput },
      errors: [
        versionConflict,
        emailNotVerified,
        errors.publicProfilesDisabled,
        errors.audienceTooWide,
        profileNotFound,
        profileDeleted,
      ],
      async handle({ identity, origin, body, request }) {
        const { settings, version } = await service.updatePrivacy(identity, origin, body, expectedVersions(request));
        return { data: settings, headers: { ETag: entityTag(version, 'p') } };
      },
    }),
  ];
}

function blockRoutes({ blocks }: ProfileRouteParts): Route[] {
  const base = { path: '/profile/blocks/{userId}', tag: 'Privacy', params: schema.personId } as const;
  return [
    memberRoute({
      method: 'get',
      path: '/profile/blocks',
      tag: 'Privacy',
      summary: 'Whom you have blocked',
      description:
        'The newest first. People are shown as you would find them without the block: those who are hidden from you, gone, or block you, too, are ids.',
      query: schema.blocksQuery,
      responses: { 200: Joi.array().items(schema.blockedPerson) },
      meta: pageMeta,
      errors: [invalidCursor],
      handle: async ({ identity, query }) => pageReply(await blocks.list(identity, query)),
    }),
    memberRoute({
      ...base,
      method: 'put',
      summary: 'Block a person',
      description:
        'You and this person no longer exist for each other: no profile, no search result. The answer is the same whether there is such a person or not.',
      responses: { 204: Joi.any() },
      errors: [errors.cannotBlockYourself],
      async handle({ identity, origin, params }) {
        await blocks.block(identity, origin, params.userId);
        return { status: 204, data: null };
      },
    }),
    memberRoute({
      ...base,
      method: 'delete',
      summary: 'Unblock a person',
      responses: { 204: Joi.any() },
      async handle({ identity, origin, params }) {
        await blocks.unblock(identity, origin, params.userId);
        return { status: 204, data: null };
      },
    }),
  ];
}

function peopleRoutes({ reader, viewed }: ProfileRouteParts): Route[] {
  return [
    openRoute({
      method: 'get',
      path: '/profiles/{id}',
      tag: 'People',
      access: 'anyone',
      summary: 'A person’s profile',
      description:
        'What this viewer may see of it. Absent and hidden profiles answer alike; a handle of former days leads to the new one.',
      params: schema.idOrHandle,
      query: schema.viewQuery,
      responses: { 200: schema.otherProfile, 308: json },
      errors: [profileNotFound],
      async handle({ params, query, identity, tenantId, request }) {
        const profile = await reader.readOther(tenantId, params.id, identity);
        if (profile && 'userId' in profile && profile.userId !== identity?.userId)
          viewed({ tenantId, userId: profile.userId, identity, request, source: query.source });
        return shown(profile, query.source);
      },
    }),
  ];
}

export const createProfileRoutes = (parts: ProfileRouteParts): Route[] => [
  ...ownRoutes(parts),
  ...peopleRoutes(parts),
  ...privacyRoutes(parts),
  ...blockRoutes(parts),
];
