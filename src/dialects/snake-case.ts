// The snake_case dialect: `display_name` in, `{success, profile}` out.

const toSnake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const toCamel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

function renameKeys(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => renameKeys(item, rename));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [rename(name), renameKeys(part, rename)]));
}

/** The body of a request in our names. Only the names of fields change: a name that is not snake_case stays unknown. */
export function decodeBody(body: unknown): unknown {
  if (!isPlainObject(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [/[A-Z]/.test(name) ? `${name} (camelCase)` : toCamel(name), value]),
  );
}

const hasCompleteness = (data: Record<string, unknown>): data is { completeness: { status: unknown } } =>
  isPlainObject(data.completeness);

/** The envelope of this dialect: one profile, a list of them, or whatever else there is. */
export function encodeSuccess({ data, meta }: { data: unknown; meta?: unknown }): object {
  const snake = renameKeys(data, toSnake);
  const extra = meta === undefined ? {} : { meta: renameKeys(meta, toSnake) };
  if (Array.isArray(data)) return { success: true, profiles: snake, ...extra };
  if (!isPlainObject(data) || !('userId' in data)) return { success: true, data: snake, ...extra };
  const completion = hasCompleteness(data) ? { profile_completion: data.completeness.status ?? 'empty' } : {};
  return { success: true, profile: { ...(snake as object), ...completion }, ...extra };
}
