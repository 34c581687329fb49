import Joi from 'joi';
import { key } from '../key.ts';

export const analytics = {
  title: 'Insights',
  keys: {
    retentionDays: key(
      'ANALYTICS_RETENTION_DAYS',
      Joi.number().integer().min(2).max(365),
      30,
      'Days for which single views, searches and clicks are kept, traced to nobody; hours and days counted from them stay.',
    ),
    avatarViews: key(
      'ANALYTICS_AVATAR_VIEWS',
      Joi.boolean(),
      false,
      'If true, people are told how many saw their picture on other sites.',
    ),
  },
} as const;
