// Finds keys that a JSON text has twice: `JSON.parse` keeps the last and tells nobody, so two readers may read two things.

interface Level {
  /** Those of an object; absent in a list. */
  readonly keys: Set<string> | undefined;
  /** The key or position that is being read. */
  at: string | number;
  expectsKey: boolean;
}

// What stands between strings and matters. Whole strings, so that nothing inside of one is taken for structure.
const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],]/gs;

/** The path of the first key that its object has already, such as `socialLinks.github`. `text` must be valid JSON. */
export function findDuplicateKey(text: string): string | undefined {
  const levels: Level[] = [];
  let level: Level | undefined;
  for (const [token] of text.matchAll(tokens)) {
    switch (token) {
      case '{':
      case '[':
        level = { keys: token === '{' ? new Set() : undefined, at: 0, expectsKey: token === '{' };
        levels.push(level);
        break;
      case '}':
      case ']':
        levels.pop();
        level = levels.at(-1);
        break;
      case ',':
        if (level?.keys) level.expectsKey = true;
        else if (level) level.at = Number(level.at) + 1;
        break;
      default: {
        if (!level?.keys || !level.expectsKey) break;
        const key = token.includes('\\') ? String(JSON.parse(token)) : token.slice(1, -1);
        level.at = key;
        level.expectsKey = false;
        if (level.keys.has(key)) return levels.map(({ at }) => at).join('.');
        level.keys.add(key);
      }
    }
  }
  return undefined;
}
