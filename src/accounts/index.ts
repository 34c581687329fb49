export { accountExists, emailNotVerified, verificationFailed } from './errors.ts';
export { checkPassword, hashPassword } from './password.ts';
export { createPersonalKeys, type PersonalKeys } from './personal-keys.ts';
export { type AccountRepository, createAccountRepository } from './repository.ts';
export { createFindRights, type Rights, type RightsRow, rightsOf, rightsSql } from './rights.ts';
export { createVerifications, type Proof, type Verifications } from './verification.ts';
