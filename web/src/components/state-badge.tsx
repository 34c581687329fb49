// How far something is, in a word and a colour.
import { Badge } from '@mantine/core';
import type { PropsWithChildren, ReactNode } from 'react';

interface StateBadgeProps {
  readonly color: 'gray' | 'blue' | 'teal' | 'yellow' | 'red';
  readonly icon?: ReactNode;
}

export const StateBadge = ({ color, icon, children }: PropsWithChildren<StateBadgeProps>) => (
  <Badge variant="light" tt="none" color={color} leftSection={icon}>
    {children}
  </Badge>
);
