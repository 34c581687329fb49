// Regular expressions that other people bring, matched in time linear in the text: every way to match is followed at once
// (Thompson's construction), none is tried after another. What cannot be had at that price is refused.

/** Longer texts do not match. */
export const maxMatchedLength = 1024;
const maxSourceLength = 256;
// Repetitions are written out: `a{500}` is 500 parts.
const maxParts = 1_000;

export interface LinearPattern {
  test(text: string): boolean;
}

type Node =
  | { kind: 'character'; is: RegExp }
  | { kind: 'edge'; at: 'start' | 'end' }
  | { kind: 'sequence' | 'either'; nodes: readonly Node[] }
  | { kind: 'repeat'; node: Node; min: number; max: number };

/** A state consumes a character, waits at an edge, or leads on at once; the last one has nowhere to go. */
interface State {
  readonly on?: RegExp | 'start' | 'end';
  to: readonly number[];
}

const unsupported = /^(?:\\[1-9kbB]|\(\?(?!:|<(?![=!])))/;
const opening = /\((?:\?(?::|<[^>]*>))?/y;
const character = /\[(?:\\.|[^\]\\])*\]|\\(?:p\{[^}]*\}|u\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|c[a-z]|.)|[^\\]/iuy;
const quantifier = /(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/y;

function parse(source: string): Node {
  let position = 0;

  function take(shape: RegExp): RegExpExecArray | null {
    shape.lastIndex = position;
    const match = shape.exec(source);
    if (match) position = shape.lastIndex;
    return match;
  }

  function alternatives(): Node {
    const nodes: Node[] = [sequence()];
    while (take(/\|/y)) nodes.push(sequence());
    return { kind: 'either', nodes };
  }

  function sequence(): Node {
    const nodes: Node[] = [];
    while (position < source.length && !/[|)]/.test(source.charAt(position))) nodes.push(repeated(atom()));
    return { kind: 'sequence', nodes };
  }

  function atom(): Node {
    if (unsupported.test(source.slice(position)))
      throw new SyntaxError('back-references, look-around, word boundaries and flags are not supported');
    if (take(/\^/y)) return { kind: 'edge', at: 'start' };
    if (take(/\$/y)) return { kind: 'edge', at: 'end' };
    if (take(opening)) {
      const inside = alternatives();
      position += 1;
      return inside;
    }
    return { kind: 'character', is: new RegExp(`^(?:${take(character)?.[0]})$`, 'u') };
  }

  function repeated(node: Node): Node {
    const match = take(quantifier);
    if (!match) return node;
    const [, sign, least, comma, most] = match;
    if (sign) return { kind: 'repeat', node, min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Infinity };
    return { kind: 'repeat', node, min: Number(least), max: comma ? Number(most || Infinity) : Number(least) };
  }

  return alternatives();
}

/** Builds from the end, so that each part knows where it leads. Returns the states and the first of them. */
function build(root: Node): { states: readonly State[]; start: number } {
  const states: State[] = [{ to: [] }];
  let parts = 0;
  const add = (state: State): number => states.push(state) - 1;

  function before(next: number, node: Node): number {
    parts += 1;
    if (parts > maxParts) throw new SyntaxError(`more than ${maxParts} parts, with repetitions written out`);
    switch (node.kind) {
      case 'character':
        return add({ on: node.is, to: [next] });
      case 'edge':
        return add({ on: node.at, to: [next] });
      case 'sequence':
        return node.nodes.reduceRight(before, next);
      case 'either':
        return add({ to: node.nodes.map((choice) => before(next, choice)) });
      case 'repeat':
        return repeat(next, node);
    }
  }

  function repeat(next: number, { node, min, max }: Extract<Node, { kind: 'repeat' }>): number {
    let first = next;
    if (max === Infinity) {
      const loop: State = { to: [] };
      first = add(loop);
      loop.to = [before(first, node), next];
    } else for (let optional = min; optional < max; optional++) first = add({ to: [before(first, node), next] });
    for (let needed = 0; needed < min; needed++) first = before(first, node);
    return first;
  }

  return { start: before(0, root), states };
}

/**
 * Compiles a pattern of ECMAScript's syntax (flag `u`), found anywhere in the text unless it has `^` or `$`.
 * @throws SyntaxError telling what is wrong with it, or not supported
 */
export function compilePattern(source: string): LinearPattern {
  if (source.length > maxSourceLength) throw new SyntaxError(`longer than ${maxSourceLength} characters`);
  new RegExp(source, 'u');
  const { states, start } = build(parse(source));

  /** Everything that is reached from `from` without another character. */
  function reach(from: Iterable<number>, edges: { start: boolean; end: boolean }): Set<number> {
    const reached = new Set(from);
    for (const index of reached) {
      const { on, to = [] } = states[index] ?? {};
      if (on === undefined || (typeof on === 'string' && edges[on])) for (const next of to) reached.add(next);
    }
    return reached;
  }

  return {
    test(text) {
      if (text.length > maxMatchedLength) return false;
      const characters = [...text];
      let next: number[] = [];
      for (let at = 0; at <= characters.length; at++) {
        const reached = reach([start, ...next], { start: at === 0, end: at === characters.length });
        if (reached.has(0)) return true;
        const here = characters[at];
        if (here === undefined) return false;
        next = [...reached].flatMap((index) => {
          const { on, to = [] } = states[index] ?? {};
          return on instanceof RegExp && on.test(here) ? to : [];
        });
      }
      return false;
    },
  };
}
