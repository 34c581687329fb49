// Under which name somebody's endorsed skills are kept.
export const endorsedKey = (id: string) => ['endorsed', id] as const;
