// Replies that are sent while they are made, such as files that no memory should hold.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { Response } from 'express';
import { errorCode } from '../os/error-code.ts';
import type { StreamReply } from './route.ts';

/** Sends it as fast as the receiver takes it. A receiver that goes away ends the source. */
export async function sendStream(
  response: Response,
  { stream, contentType, headers = {} }: StreamReply,
): Promise<void> {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('Content-Type', contentType);
  try {
    await pipeline(stream, response);
  } catch (error) {
    if (errorCode(error) !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

export const csvType = 'text/csv; charset=utf-8';

/** A CSV file with a column for each of `columns`; what a spreadsheet would run as a formula is disarmed. */
export function csvReply<Row>(
  fileName: string,
  rows: AsyncIterable<Row>,
  columns: Readonly<Record<string, (row: Row) => string | number | boolean | null | undefined>>,
): StreamReply {
  const cellsOf = Object.values(columns);
  async function* cells(): AsyncIterable<unknown[]> {
    for await (const row of rows) yield cellsOf.map((cell) => cell(row));
  }
  const file = stringify({ header: true, columns: Object.keys(columns), escape_formulas: true });
  // Whichever of the two ends early takes the other along, and the error with it.
  pipeline(Readable.from(cells()), file).catch(() => {});
  return {
    stream: file,
    contentType: csvType,
    headers: { 'Content-Disposition': `attachment; filename="${fileName}"` },
  };
}
