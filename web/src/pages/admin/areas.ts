// The parts of the administration that somebody may enter, with their pictures.
import {
  IconAdjustments,
  IconBuilding,
  IconBuildings,
  IconChartBar,
  IconFileSearch,
  IconFlag,
  IconHeartbeat,
  IconHistory,
  IconKey,
  IconMasksTheater,
  IconProgressCheck,
  IconPuzzle,
  IconRosetteDiscountCheck,
  IconUserShield,
  IconUsers,
} from '@tabler/icons-react';
import { useSession } from '../../session/session.tsx';
import { type AreaName, areaNames, areaPermissions } from './area-permissions.ts';

export const areaIcons: Readonly<Record<AreaName, typeof IconUsers>> = {
  people: IconUsers,
  verification: IconFileSearch,
  reports: IconFlag,
  unmasking: IconMasksTheater,
  badges: IconRosetteDiscountCheck,
  settings: IconAdjustments,
  blocks: IconPuzzle,
  completeness: IconProgressCheck,
  roles: IconUserShield,
  tokens: IconKey,
  audit: IconHistory,
  tenant: IconBuilding,
  tenants: IconBuildings,
  insights: IconChartBar,
  system: IconHeartbeat,
};

export function useAreas(): readonly AreaName[] {
  const { can } = useSession();
  return areaNames.filter((name) => can(areaPermissions[name]));
}
