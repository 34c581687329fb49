import { defineError } from '../platform/errors.ts';

export const tenantNotFound = defineError('TENANT_NOT_FOUND', 404, 'There is no such tenant.');
export const tenantExists = defineError('TENANT_EXISTS', 409, 'There is a tenant of this name already.');
export const hostTaken = defineError('HOST_TAKEN', 409, 'Another tenant answers at this host.');
export const registrationClosed = defineError('REGISTRATION_CLOSED', 403, 'People cannot register here by themselves.');
export const signInMethodOff = defineError('SIGN_IN_METHOD_OFF', 403, 'This way of signing in is switched off here.');
export const fieldLocked = defineError('FIELD_LOCKED', 403, 'This field is filled in by your organisation.');
export const tenantFull = defineError('TENANT_FULL', 403, 'There are as many accounts here as there may be.');
