// How long each statement of this process has taken: a histogram by its text, from which a quantile can be told. PostgreSQL
// itself keeps means and extremes only.
import { statementText } from './statement-text.ts';

/** Bounds in milliseconds, each half as much again as the one before it: 0.1 ms to about a minute. */
const bounds = Array.from({ length: 34 }, (_, step) => 0.1 * 1.5 ** step);
const maxStatements = 1_000;
// Longer texts are cut, and not in the same place once values have been replaced.
const comparedLength = 1_000;

/** How PostgreSQL and we spell a statement alike: it writes parameters for literals, words like `true` among them. */
const shapeOf = (text: string): string => text.replace(/\$\d+|\b(?:true|false|null)\b/gi, '?').slice(0, comparedLength);

export type StatementTimes = ReturnType<typeof createStatementTimes>;

export function createStatementTimes() {
  const histograms = new Map<string, Uint32Array>();
  return {
    add(text: string, ms: number): void {
      let counts = histograms.get(text);
      if (!counts) {
        if (histograms.size >= maxStatements) return;
        counts = new Uint32Array(bounds.length + 1);
        histograms.set(text, counts);
      }
      const at = bounds.findIndex((bound) => ms <= bound);
      const bucket = at === -1 ? bounds.length : at;
      counts[bucket] = (counts[bucket] ?? 0) + 1;
    },

    /**
     * Tells a bound in milliseconds that so many of a statement's calls kept; undefined for one that this process has not
     * sent. Statements that differ in their literals only count as one.
     */
    quantiles(): (sql: string, share: number) => number | undefined {
      const merged = new Map<string, number[]>();
      for (const [text, counts] of histograms) {
        const shape = shapeOf(text);
        const known = merged.get(shape);
        merged.set(
          shape,
          Array.from(counts, (count, at) => count + (known?.[at] ?? 0)),
        );
      }
      return (sql, share) => quantileOf(merged.get(shapeOf(statementText(sql))), share);
    },
  };
}

function quantileOf(counts: readonly number[] | undefined, share: number): number | undefined {
  if (!counts) return undefined;
  let left = counts.reduce((sum, count) => sum + count, 0) * share;
  const at = counts.findIndex((count) => {
    left -= count;
    return left <= 0;
  });
  return bounds[Math.min(at, bounds.length - 1)];
}
