// A request to be verified, as reviewers see it.
import type { components } from '../../../api/schema.d.ts';

export type VerificationRequest = components['schemas']['ReviewedVerificationRequest'];
export const requestsKey = ['admin', 'verification-requests'] as const;
