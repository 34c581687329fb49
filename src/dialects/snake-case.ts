// The snake_case dialect: `display_name` in, `{success, profile}` out.

const toSnake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
export const toCamel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

// JSON that people made themselves: the names inside are theirs.
const theirs = new Set([
  'extensionData',
  'dataSchema',
  'jsonSchema',
  'value',
  'default',
  'yours',
  'theirs',
  'from',
  'to',
]);

function renameKeys(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => renameKeys(item, rename));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [rename(name), theirs.has(name) ? part : renameKeys(part, rename)]),
  );
}

// Before a name that is not snake_case, such as our own `displayName`: it must stay unknown, and be told as it was sent.
const foreign = '=';

// Objects with fields of ours, all the way down; what is inside of any other is whatever its sender put there.
const ours = new Set(['preferences', 'notifications', 'privacy']);

/** The body of a request in our names; only the names of fields change. */
export function decodeBody(body: unknown, isOurs = (name: string) => ours.has(name)): unknown {
  if (!isPlainObject(body)) return body;
  const decodeName = (name: string) => (/^=|[A-Z]/.test(name) ? `${foreign}${name}` : toCamel(name));
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      decodeName(name),
      isOurs(name) ? decodeBody(value, () => true) : value,
    ]),
  );
}

const encodeName = (name: string) => {
  if (name.startsWith(foreign)) return name.slice(foreign.length);
  return /^[a-z]/.test(name) ? toSnake(name) : name;
};

/** The path that a text is or begins with. */
const encodeField = (text: string) => text.replace(/^\S+/, (path) => path.split('.').map(encodeName).join('.'));

interface Detail {
  readonly path: string;
  readonly message: string;
}

const isDetail = (value: unknown): value is Detail =>
  isPlainObject(value) && typeof value.path === 'string' && typeof value.message === 'string';

/** A problem document in which every field has the name that this client knows. */
export function encodeProblem({
  details,
  clashingFields,
  conflicts,
  ...problem
}: Readonly<Record<string, unknown>>): object {
  const encoded = Array.isArray(details)
    ? details.filter(isDetail).map(({ path, message }) => ({ path: encodeField(path), message: encodeField(message) }))
    : undefined;
  return {
    ...Object.fromEntries(Object.entries(problem).map(([name, value]) => [toSnake(name), value])),
    ...(encoded && { details: encoded }),
    ...(Array.isArray(conflicts) && {
      conflicts: conflicts.map((conflict) => ({ ...conflict, field: encodeField(String(conflict.field)) })),
    }),
    ...(Array.isArray(clashingFields) && { clashing_fields: clashingFields.map((name) => encodeField(String(name))) }),
  };
}

const hasCompleteness = (data: Record<string, unknown>): data is { completeness: { status: unknown } } =>
  isPlainObject(data.completeness);

/** The envelope of this dialect: one profile, a list of them (which `listName` tells), or whatever else there is. */
export function encodeSuccess(
  { data, meta }: { data: unknown; meta?: unknown },
  listName: 'profiles' | 'data',
): object {
  if (data === null) return { success: true };
  const snake = renameKeys(data, toSnake);
  const extra = meta === undefined ? {} : { meta: renameKeys(meta, toSnake) };
  if (Array.isArray(data)) return { success: true, [listName]: snake, ...extra };
  if (!isPlainObject(data) || !('userId' in data)) return { success: true, data: snake, ...extra };
  const completion = hasCompleteness(data) ? { profile_completion: data.completeness.status ?? 'empty' } : {};
  const picture = { profile_picture_file_id: data.avatarUploadId ?? null };
  return { success: true, profile: { ...(snake as object), ...picture, ...completion }, ...extra };
}
