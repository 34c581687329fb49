// HTTP door of profiles and their privacy.
import type { Request } from 'express';
import { emailNotVerified } from '../accounts/index.ts';
import type { Identity } from '../contracts/identity.ts';
import { entityTag, expectedVersions } from '../platform/http/conditional.ts';
import { memberRoute, openRoute, type RawReply, type Route } from '../platform/http/route.ts';
import { handleTaken, profileNotFound, publicProfilesDisabled, versionConflict } from './errors.ts';
import type { ProfileReader, ReadyProfile } from './reader.ts';
import { idOrHandle, otherProfile, ownProfile, privacyInput, privacyOutput, profileInput } from './schema.ts';
import type { ProfileService } from './service.ts';

const json = 'application/json; charset=utf-8';
const ifMatch = { 'If-Match': 'The entity tag of the version that the change is based on.' };

function ready(profile: ReadyProfile | undefined): RawReply {
  if (!profile) throw profileNotFound();
  return { raw: profile.json, contentType: json, headers: { ETag: profile.etag } };
}

export function createProfileRoutes(deps: {
  reader: ProfileReader;
  service: ProfileService;
  /** Told when somebody was shown another person's profile. */
  viewed: (view: { tenantId: string; userId: string; identity: Identity | undefined; request: Request }) => void;
}): Route[] {
  const { reader, service } = deps;

  const write = (method: 'put' | 'patch', summary: string, description: string): Route =>
    memberRoute({
      method,
      path: '/profile',
      tag: 'Profile',
      summary,
      description,
      headers: ifMatch,
      body: profileInput,
      responses: { 200: ownProfile },
      errors: [versionConflict, handleTaken, profileNotFound],
      async handle({ identity, origin, body, request }) {
        const versions = expectedVersions(request);
        const { row, presented } = await service.update(identity, origin, body, {
          merge: method === 'patch',
          versions,
        });
        return { data: presented, headers: { ETag: entityTag(row.version, 'w') } };
      },
    });

  return [
    memberRoute({
      method: 'get',
      path: '/profile',
      tag: 'Profile',
      summary: 'Your profile',
      description: 'Everything that your profile holds, with its privacy settings.',
      responses: { 200: ownProfile },
      errors: [profileNotFound],
      handle: async ({ identity }) => ready(await reader.readOwn(identity)),
    }),
    write('put', 'Write fields', 'Replaces the fields that the body names and leaves the others; null clears.'),
    write('patch', 'Merge fields', 'JSON Merge Patch: as PUT, and links are merged one by one.'),
    memberRoute({
      method: 'get',
      path: '/profile/privacy',
      tag: 'Privacy',
      summary: 'Your privacy settings',
      responses: { 200: privacyOutput },
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
      summary: 'Choose who sees what',
      description: 'Sets the audiences that the body names. No field is shown more widely than `visibility`.',
      headers: ifMatch,
      body: privacyInput,
      responses: { 200: privacyOutput },
      errors: [versionConflict, emailNotVerified, publicProfilesDisabled, profileNotFound],
      async handle({ identity, origin, body, request }) {
        const { settings, version } = await service.updatePrivacy(identity, origin, body, expectedVersions(request));
        return { data: settings, headers: { ETag: entityTag(version, 'p') } };
      },
    }),
    openRoute({
      method: 'get',
      path: '/profiles/{id}',
      tag: 'People',
      access: 'anyone',
      summary: 'A person’s profile',
      description: 'What this viewer may see of it. Absent and hidden profiles answer alike.',
      params: idOrHandle,
      responses: { 200: otherProfile },
      errors: [profileNotFound],
      async handle({ params, identity, tenantId, request }) {
        const profile = await reader.readOther(tenantId, params.id, identity);
        if (profile && profile.userId !== identity?.userId)
          deps.viewed({ tenantId, userId: profile.userId, identity, request });
        return ready(profile);
      },
    }),
  ];
}
