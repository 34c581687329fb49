import Joi from 'joi';
import { key } from '../key.ts';

export const profiles = {
  title: 'Profiles',
  keys: {
    defaultVisibility: key<'public' | 'authenticated' | 'private'>(
      'DEFAULT_PROFILE_VISIBILITY',
      Joi.valid('public', 'authenticated', 'private'),
      'private',
      'Who sees a new profile before its owner decides.',
    ),
    allowPublic: key(
      'ALLOW_PUBLIC_PROFILES',
      Joi.boolean(),
      true,
      'If false, nothing is shown to people who are not signed in, whatever an owner chose.',
    ),
    cacheTtlSeconds: key(
      'PROFILE_CACHE_TTL',
      Joi.number().integer().min(0).max(86_400),
      300,
      'Seconds a profile may stay in a process’s cache (a change removes it at once); 0 turns the cache off.',
    ),
    erasureGraceDays: key(
      'ERASURE_GRACE_DAYS',
      Joi.number().integer().min(0).max(365),
      30,
      'Days during which the owner of a deleted profile can bring it back.',
    ),
    activityAddressDays: key(
      'ACTIVITY_IP_RETENTION_DAYS',
      Joi.number().integer().min(1).max(3_650),
      90,
      'Days for which the history keeps whole network addresses and browsers; after that a network remains.',
    ),
    aliasExpiryHours: key(
      'ALIAS_EXPIRY_HOURS',
      Joi.number().integer().min(1).max(87_600),
      720,
      'Hours an anonymous alias lives.',
    ),
  },
} as const;
