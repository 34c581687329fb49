export { createAvatarDelivery } from './delivery.ts';
export { planVariants } from './files.ts';
export { createAvatarIntake } from './intake.ts';
export { createAvatarProcessing } from './processing.ts';
export { createUploadRepository, type UploadRepository } from './repository.ts';
export { createAvatarRoutes } from './routes.ts';
