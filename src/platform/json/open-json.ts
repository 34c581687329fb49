// JSON that people make themselves: any shape, within limits, without keys that could reach a prototype.
import Joi from 'joi';

export interface JsonLimits {
  /** Of the value as compact JSON in UTF-8. */
  readonly maxBytes: number;
  /** Objects and arrays inside each other. */
  readonly maxLevels: number;
}

const dangerous = new Set(['__proto__', 'constructor', 'prototype']);
const isStorable = (text: string): boolean => !text.includes('\0') && !/\p{Surrogate}/u.test(text);

function problemOf(root: unknown, { maxBytes, maxLevels }: JsonLimits): string | undefined {
  const open: { value: unknown; level: number }[] = [{ value: root, level: 1 }];
  for (const { value, level } of open) {
    if (typeof value === 'string' && !isStorable(value)) return 'holds text with NUL or half a character';
    if (typeof value === 'number' && !Number.isFinite(value)) return 'holds a number that is too large';
    if (value === null || typeof value !== 'object') continue;
    if (level > maxLevels) return `may have at most ${maxLevels} levels`;
    for (const [name, part] of Object.entries(value)) {
      if (dangerous.has(name)) return `must not have the key ${name} at any level`;
      if (!isStorable(name)) return 'holds a key with NUL or half a character';
      open.push({ value: part, level: level + 1 });
    }
  }
  // Not before the levels are known to be few: it recurses.
  return Buffer.byteLength(JSON.stringify(root)) > maxBytes ? `may have at most ${maxBytes} bytes as JSON` : undefined;
}

/** Any JSON value within the limits, exactly as it was sent. */
export function openJson(limits: JsonLimits): Joi.AnySchema {
  return Joi.any().custom((value: unknown, helpers) => {
    const problem = problemOf(value, limits);
    return problem === undefined ? value : helpers.message({ custom: `{{#label}} ${problem}` });
  });
}
