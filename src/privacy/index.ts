export {
  type Audience,
  audienceOf,
  audiences,
  gate,
  includes,
  isVisible,
  narrowest,
  type PrivacySettings,
  type Viewer,
} from './audience.ts';
export { viewerOf } from './viewer.ts';
