// The code of a system error, such as ENOENT.

/** Undefined for what has none. Asks for the property, not for the class: an error may come from another realm. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
