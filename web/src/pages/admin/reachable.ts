// A table that has nothing to focus in it can still be scrolled by keyboard (WCAG 2.2, 2.1.1).
export const reachable = { viewportProps: { tabIndex: 0 } } as const;
