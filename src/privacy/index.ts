export {
  type Audience,
  audienceOf,
  audiences,
  gate,
  includes,
  isVisible,
  type PrivacySettings,
  type Viewer,
} from './audience.ts';
export { viewerOf } from './viewer.ts';
