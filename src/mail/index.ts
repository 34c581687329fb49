export { createMailboxRoutes } from './mailbox-pages.ts';
export { createRecipients } from './recipients.ts';
export { createMailService } from './service.ts';
export { createSwitchingOff } from './switching-off.ts';
export { createSwitchingOffRoutes } from './switching-off-pages.ts';
