// What joi says about keys together (`.or()`, `.xor()`, `.with()`…), which its own JSON Schema leaves out.
import type { JsonSchema } from './types.ts';

/** One entry of `describe().dependencies`. */
export interface KeyDependency {
  readonly rel: string;
  readonly peers: readonly string[];
  readonly key?: string;
}

const each = (peers: readonly string[]): JsonSchema[] => peers.map((peer) => ({ required: [peer] }));

const all = (peers: readonly string[]): JsonSchema => ({ required: peers });

const rules: Readonly<Record<string, (peers: readonly string[], key: string) => JsonSchema>> = {
  or: (peers) => ({ anyOf: each(peers) }),
  xor: (peers) => ({ oneOf: each(peers) }),
  oxor: (peers) => ({ oneOf: [...each(peers), { not: { anyOf: each(peers) } }] }),
  and: (peers) => ({ anyOf: [all(peers), { not: { anyOf: each(peers) } }] }),
  nand: (peers) => ({ not: all(peers) }),
  with: (peers, key) => ({ dependentRequired: { [key]: peers } }),
  without: (peers, key) => ({ dependentSchemas: { [key]: { not: { anyOf: each(peers) } } } }),
};

/** One JSON Schema for each dependency, all of which hold together. @throws Error for one that joi may invent later. */
export function dependencyRules(dependencies: readonly KeyDependency[]): JsonSchema[] {
  return dependencies.map(({ rel, peers, key = '' }) => {
    const rule = rules[rel];
    if (!rule) throw new Error(`The relation "${rel}" between keys has no JSON Schema`);
    return rule(peers, key);
  });
}
