// What may be told of the numbers: pure. Everything that is told is a sum of numbers of closed days, each of at least five
// viewers, so that no difference of two answers, nor the same question asked again, singles anybody out.
import { smallestCrowd, type Told } from '../contracts/insights.ts';

/** One number of a day: of an hour, or of a source. */
export interface Cell {
  readonly name: string;
  readonly events: number;
  readonly viewers: number;
}

export const isCrowd = (viewers: number): boolean => viewers >= smallestCrowd;

/** A sum of numbers that may be told; of none of them it is not told how little there was, not even whether anything. */
export const told = (sum: number): Told => (sum >= smallestCrowd ? sum : { fewerThan: smallestCrowd });

/**
 * Those of a day's cells that may be told beside the whole day. What remains when they are subtracted is a crowd, too:
 * otherwise the smallest of them is withheld with the rest.
 * @param cells those of a day in which there was anything
 * @param possible how many there could be, where it is not to be told either that the others are empty: that nobody came
 *   after noon may be about somebody, that nobody came by another way is not
 */
export function tellable<Kind extends Cell>(cells: readonly Kind[], possible = cells.length): readonly Kind[] {
  const total = cells.reduce((sum, { viewers }) => sum + viewers, 0);
  const crowds = cells.filter(({ viewers }) => isCrowd(viewers)).toSorted((a, b) => b.viewers - a.viewers);
  const remainder = total - crowds.reduce((sum, { viewers }) => sum + viewers, 0);
  const isWhole = crowds.length === possible;
  return isWhole || isCrowd(remainder) ? crowds : crowds.slice(0, -1);
}
