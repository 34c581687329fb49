// The pure rule for every field × level × visibility × viewer, held against a table that was written by hand.
import { type Permission, permissionsOf } from '../../src/contracts/permissions.ts';
import {
  type Audience,
  audienceOf,
  audiences,
  gate,
  includes,
  isVisible,
  type Viewer,
  viewerOf,
} from '../../src/privacy/index.ts';
import { fieldNames, fieldOf } from '../../src/profiles/index.ts';
import { seenBy, viewers } from '../support/privacy-table.ts';

const cases = fieldNames.flatMap((name) =>
  audiences.flatMap((level) =>
    audiences.flatMap((visibility) => viewers.map((viewer) => ({ name, level, visibility, viewer }))),
  ),
);

it('decides every combination as the table has it', () => {
  expect(cases.length).toBe(fieldNames.length * 36);
  for (const { name, level, visibility, viewer } of cases) {
    const field = { name, ...fieldOf(name) };
    const effective = field.fixed ? field.audience : level;
    const settings = { visibility, choices: { [name]: level } };
    expect({ name, level, visibility, viewer, seen: isVisible(field, settings, viewer) }).toEqual({
      name,
      level,
      visibility,
      viewer,
      seen: seenBy[visibility][effective].includes(viewer),
    });
  }
});

it('gives a field without a choice its default', () => {
  for (const name of fieldNames) {
    const field = { name, ...fieldOf(name) };
    expect(audienceOf(field, { visibility: 'public', choices: {} })).toBe(field.audience);
  }
});

it('keeps the defaults that people were promised', () => {
  const byDefault = (audience: Audience) => fieldNames.filter((name) => fieldOf(name).audience === audience).sort();
  expect(byDefault('private')).toEqual(['activityStatus', 'birthday', 'email', 'phone']);
  expect(byDefault('authenticated')).toEqual(['firstName', 'language', 'lastName', 'location', 'pronouns', 'timezone']);
});

it('shows nobody who is not part of the tenant, and nothing to everybody where that is switched off', () => {
  const good = { active: true, emailVerified: true, deleted: false };
  for (const visibility of audiences) {
    expect(gate(visibility, good, true)).toBe(visibility);
    expect(gate(visibility, { ...good, active: false }, true)).toBe('private');
    expect(gate(visibility, { ...good, emailVerified: false }, true)).toBe('private');
    expect(gate(visibility, { ...good, deleted: true }, true)).toBe('private');
    expect(includes(gate(visibility, good, false), 'anonymous')).toBe(false);
  }
});

it('takes a viewer for who they are, and a stranger to the tenant for nobody', () => {
  const profile = { tenantId: 't1', userId: 'u1' };
  const identity = {
    kind: 'account',
    ...profile,
    sessionId: 's',
    roles: ['user'],
    emailVerified: true,
    permissions: new Set<Permission>(),
  } as const;
  const as = (change: object): Viewer => viewerOf({ ...identity, ...change }, profile);
  expect(viewerOf(undefined, profile)).toBe('anonymous');
  expect(as({})).toBe('owner');
  const admin = { permissions: permissionsOf(['admin'], []) };
  expect(as(admin)).toBe('owner');
  expect(as({ userId: 'u2' })).toBe('member');
  expect(as({ userId: 'u2', permissions: permissionsOf(['moderator'], []) })).toBe('member');
  expect(as({ userId: 'u2', ...admin })).toBe('admin');
  expect(as({ userId: 'u2', permissions: permissionsOf(['platform-admin'], []) })).toBe('admin');
  expect(as({ userId: 'u2', emailVerified: false })).toBe('anonymous');
  expect(as({ userId: 'u2', ...admin, emailVerified: false })).toBe('anonymous');
  expect(as({ emailVerified: false })).toBe('owner');
  expect(as({ tenantId: 't2' })).toBe('anonymous');
  expect(as({ tenantId: 't2', userId: 'u2', ...admin })).toBe('anonymous');
});
