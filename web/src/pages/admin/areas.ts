// The parts of the administration, in their order, and who may enter each.
import {
  IconAdjustments,
  IconBuilding,
  IconChartBar,
  IconFileSearch,
  IconHeartbeat,
  IconHistory,
  IconProgressCheck,
  IconRosetteDiscountCheck,
  IconUsers,
} from '@tabler/icons-react';

export const areas = [
  { name: 'people', permission: 'users:read:tenant', Icon: IconUsers },
  { name: 'verification', permission: 'verification:review:tenant', Icon: IconFileSearch },
  { name: 'badges', permission: 'badges:define:tenant', Icon: IconRosetteDiscountCheck },
  { name: 'settings', permission: 'settings:define:tenant', Icon: IconAdjustments },
  { name: 'completeness', permission: 'completeness:define:tenant', Icon: IconProgressCheck },
  { name: 'audit', permission: 'audit:read:tenant', Icon: IconHistory },
  { name: 'tenant', permission: 'tenant:configure:tenant', Icon: IconBuilding },
  { name: 'insights', permission: 'insights:read:tenant', Icon: IconChartBar },
  { name: 'system', permission: 'operations:read', Icon: IconHeartbeat },
] as const;

export type AreaName = (typeof areas)[number]['name'];

export const areaPath = (name: AreaName): string => `/admin/${name}`;
