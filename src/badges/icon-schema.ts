// What comes in and goes out around uploaded icons.
import Joi from 'joi';
import { uuid } from '../platform/text/joi.ts';
import { iconStatuses } from './icon-rows.ts';

/** Where an uploaded icon is. */
export const iconUrl = () =>
  Joi.string()
    .uri()
    .allow(null)
    .description('An uploaded picture to show instead of `icon`, a square PNG; null where there is none.');

export const icon = Joi.object({
  status: Joi.valid('none', ...iconStatuses).description(
    'Of the last upload. `rejected` and `failed`: see `reason`; what was shown before stays.',
  ),
  reason: Joi.string().allow(null).description('Why the last upload was refused, as a sentence.'),
  iconUrl: iconUrl(),
}).meta({ name: 'BadgeIcon' });

export const badgeParams = Joi.object<{ tenantId: string; slug: string }>({
  tenantId: uuid().required().description('The tenant.').example('019c6e2a-0000-7000-8000-000000000001'),
  slug: Joi.string().max(100).required().description('The badge.').example('verified-developer'),
});

export const iconParams = Joi.object<{ id: string; file: string }>({
  id: uuid().required().description('The upload.').example('019c6e2a-0000-7000-8000-000000000001'),
  file: Joi.string()
    .pattern(/^[0-9a-f]{32}\.png$/)
    .required()
    .description('Names its content.')
    .example('9f2c51d7a86b4e0f8d3a1c6b7e5f4a20.png'),
});
