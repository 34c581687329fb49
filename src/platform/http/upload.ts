// Multipart uploads: one file, streamed to its consumer while it arrives. Nothing is kept in memory or on our disk.
import type { Readable } from 'node:stream';
import type { Request } from 'express';
import multer, { MulterError, type StorageEngine } from 'multer';
import { defineError } from '../errors.ts';
import { malformedRequest, unsupportedMediaType, validationFailed } from './errors.ts';

export const fileMissing = defineError('FILE_MISSING', 400, 'The request holds no file.');

type Consumer<T> = (stream: Readable) => Promise<T>;

/** multer gives each file's stream to `consume` and carries nothing itself. */
function streamTo<T>(consume: Consumer<T>, results: T[]): StorageEngine {
  return {
    _handleFile(_request, file, done) {
      consume(file.stream).then(
        (result) => {
          results.push(result);
          done(null, {});
        },
        (error) => {
          file.stream.resume(); // the rest of a refused file must not stall the parser
          done(error);
        },
      );
    },
    _removeFile(_request, _file, done) {
      done(null);
    },
  };
}

function toRequestError(error: unknown): unknown {
  if (error instanceof MulterError) {
    const path = error.field ?? 'body';
    return validationFailed({ details: [{ path, message: `${path}: ${error.message.toLowerCase()}` }] });
  }
  // busboy's own complaints about a broken body have no class of their own
  const broken = error instanceof Error && /multipart|unexpected end of form|malformed|boundary/i.test(error.message);
  return broken ? malformedRequest({ message: 'The multipart body is broken or incomplete.' }) : error;
}

/** Reads the one file of a request, in any of `fields`. @throws FILE_MISSING, UNSUPPORTED_MEDIA_TYPE, VALIDATION_FAILED, and what `consume` throws */
export async function receiveFile<T>(request: Request, fields: readonly string[], consume: Consumer<T>): Promise<T> {
  if (!/^multipart\/form-data\b/i.test(request.headers['content-type'] ?? ''))
    throw unsupportedMediaType({ message: 'Send the file as multipart/form-data.' });
  const results: T[] = [];
  const parse = multer({
    storage: streamTo(consume, results),
    limits: { files: 1, fields: 0, parts: 1, headerPairs: 20 },
    fileFilter: (_request, file, done) =>
      fields.includes(file.fieldname)
        ? done(null, true)
        : done(new MulterError('LIMIT_UNEXPECTED_FILE', file.fieldname)),
  }).any();
  await new Promise<void>((resolve, reject) => {
    if (!request.res) throw new Error('a request without a response');
    parse(request, request.res, (error?: unknown) => (error ? reject(toRequestError(error)) : resolve()));
  });
  const [result] = results;
  if (result === undefined) throw fileMissing({ message: `Send a file in the field ${fields.join(' or ')}.` });
  return result;
}
