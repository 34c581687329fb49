// Payloads outlive deploys: what any release has ever enqueued must still be accepted. Add lines, never change them.
import { type JobName, jobs } from '../../src/contracts/jobs/index.ts';
import { parseJob } from '../../workers/run-job.ts';

const tenantId = '00000000-0000-7000-8000-000000000001';
const userId = '0198c1a2-0000-7000-8000-000000000002';
const otherId = '0198c1a2-0000-7000-8000-000000000003';

/** Each as it was first released, without anything that came later. */
const released: readonly [JobName, object][] = [
  ['search.index-profile', { tenantId, userId, version: 1 }],
  ['search.remove-profile', { tenantId, userId, version: 1 }],
  ['completeness.score', { tenantId, userId, version: 1 }],
  ['completeness.rescore-tenant', { tenantId }],
  ['completeness.catch-up', {}],
  ['operations.count', {}],
  ['analytics.aggregate', { tenantId }],
  ['media.process-avatar', { tenantId, userId, uploadId: otherId }],
  ['media.add-avif', { tenantId, userId, uploadId: otherId }],
  ['avatars.sweep-originals', {}],
  ['avatars.sweep-variants', {}],
  ['media.remove-avatar', { tenantId, userId, uploadId: otherId }],
  ['mail.send', { tenantId, userId, purpose: 'verify-email', referenceId: otherId }],
  ['mail.send', { tenantId, userId, purpose: 'account-exists', referenceId: userId }],
  ['mail.send', { tenantId, userId, purpose: 'avatar-refused', referenceId: otherId }],
  ['mail.send', { tenantId, userId, purpose: 'password-reset', referenceId: otherId }],
  ['mail.send', { tenantId, userId, purpose: 'password-changed', referenceId: userId }],
  ['mail.send', { tenantId, userId, purpose: 'sessions-ended', referenceId: userId }],
  ['mail.send', { tenantId, userId, purpose: 'avatar-removed', referenceId: otherId }],
  ['mail.send', { tenantId, userId, purpose: 'profile-edited', referenceId: otherId }],
  ['mail.send', { tenantId, userId, purpose: 'account-activated', referenceId: userId }],
  ['mail.send', { tenantId, userId, purpose: 'account-deactivated', referenceId: userId }],
  ['mail.send', { tenantId, userId, purpose: 'badge-granted', referenceId: otherId }],
  ['mail.send', { tenantId, userId, purpose: 'endorsement-received', referenceId: otherId }],
  ['search.reindex-tenant', { tenantId }],
  ['users.run-bulk-action', { tenantId, bulkActionId: otherId }],
  ['users.lift-bans', {}],
  ['badges.expire', {}],
  ['mail.answer-address', { tenantId, requestId: otherId }],
  ['activity.truncate-addresses', {}],
  ['audit.forget-addresses', {}],
  ['audit.verify', {}],
  ['stats.forget-seen-events', {}],
  ['auth.forget-leftovers', {}],
  ['links.verify', { tenantId, userId, proofId: otherId }],
  ['mail.send', { tenantId, userId, purpose: 'link-dropped', referenceId: otherId }],
  ['links.recheck', {}],
  ['connections.forget-codes', {}],
  ['storage.rewrap', {}],
  ['storage.sweep', {}],
  ['analytics.close-days', {}],
  ['search.verify', {}],
  ['endorsements.score', { tenantId, userId, version: 1 }],
  ['endorsements.follow', { tenantId, userId }],
  ['endorsements.rescore', {}],
  ['badges.evaluate', { tenantId }],
  ['badges.evaluate-all', {}],
  ['verifications.forget-files', {}],
  ['media.process-badge-icon', { tenantId, iconId: otherId }],
  ['media.remove-badge-icon', { tenantId, iconId: otherId }],
  ['badges.sweep-icons', {}],
  ['mail.send', { tenantId, userId, purpose: 'connection-requested', referenceId: otherId }],
  ['mail.send', { tenantId, userId, purpose: 'verification-request-approved', referenceId: otherId }],
  ['mail.send', { tenantId, userId, purpose: 'verification-request-declined', referenceId: otherId }],
];

describe('the payload of', () => {
  it.each(released)('%s is accepted as it was first released', (name, payload) => {
    const data = { payload, requestId: 'r-1' };
    expect(parseJob({ name, data })).toEqual({ name, payload, requestId: 'r-1' });
  });

  it.each(released)('%s may carry what a newer release has added', (name, payload) => {
    const data = { payload: { ...payload, addedLater: { deep: [1] } }, requestId: null, traceId: 'x' };
    expect(parseJob({ name, data })).toEqual({ name, payload, requestId: undefined });
  });

  it.each(released)('%s is refused for good when a field is missing', (name, payload) => {
    for (const field of Object.keys(payload)) {
      const rest = Object.fromEntries(Object.entries(payload).filter(([key]) => key !== field));
      expect(() => parseJob({ name, data: { payload: rest } })).toThrow(`payload of ${name}`);
    }
  });

  it('every job is in this table', () => {
    expect([...new Set(released.map(([name]) => name))].sort()).toEqual(Object.keys(jobs).sort());
  });
});

it.each(['no.such-job', '__proto__', 'toString'])('refuses a job named %s', (name) => {
  expect(() => parseJob({ name, data: {} })).toThrow('no such job');
});

it.each([undefined, null, 'text', [], { payload: null }])('refuses the data %j', (data) => {
  expect(() => parseJob({ name: 'analytics.aggregate', data })).toThrow('payload of');
});
