export type { SealOrigin } from './audit.ts';
export { createRelay, createSweeper, settle } from './relay.ts';
export {
  type ActivityChanges,
  type ActivityEntry,
  createTransact,
  type Transact,
  type UnitOfWork,
} from './unit-of-work.ts';
