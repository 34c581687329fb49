// Multipart uploads: one file, streamed to its consumer while it arrives. Nothing is kept in memory or on our disk.
import type { Readable } from 'node:stream';
import type { Request } from 'express';
import multer, { MulterError, type StorageEngine } from 'multer';
import { AppError, defineError } from '../errors.ts';
import { malformedRequest, unsupportedMediaType, validationFailed } from './errors.ts';

export const fileMissing = defineError('FILE_MISSING', 400, 'The request holds no file.');

export interface FileConsumer<T> {
  keep(stream: Readable): Promise<T>;
  /** Undoes `keep`: what came behind the file made the whole request unacceptable. */
  discard(kept: T): Promise<void>;
}

/** multer gives each file's stream to `consumer` and carries nothing itself. */
function streamTo<T>(consumer: FileConsumer<T>, results: Promise<T>[]): StorageEngine {
  return {
    _handleFile(_request, file, done) {
      const result = consumer.keep(file.stream);
      results.push(result);
      result.then(
        () => done(null, {}),
        (error) => {
          file.stream.resume(); // the rest of a refused file must not stall the parser
          done(error);
        },
      );
    },
    _removeFile(_request, _file, done) {
      Promise.all(results.splice(0).map((kept) => kept.then(consumer.discard))).then(() => done(null), done);
    },
  };
}

function toRequestError(error: unknown): unknown {
  if (error instanceof MulterError) {
    const path = error.field ?? 'body';
    return validationFailed({ details: [{ path, message: `${path}: ${error.message.toLowerCase()}` }] });
  }
  // busboy's own complaints about a broken body have no class of their own
  const broken =
    error instanceof Error &&
    /multipart|unexpected end of form|malformed|boundary|^request (aborted|closed)/i.test(error.message);
  return broken ? malformedRequest({ message: 'The multipart body is broken or incomplete.' }) : error;
}

/**
 * Reads the one file of a request, in any of `fields`, to the request's end.
 * @throws FILE_MISSING, UNSUPPORTED_MEDIA_TYPE, VALIDATION_FAILED, and what `keep` throws; nothing is kept then
 */
export async function receiveFile<T>(
  request: Request,
  fields: readonly string[],
  consumer: FileConsumer<T>,
): Promise<T> {
  if (!/^multipart\/form-data\b/i.test(request.headers['content-type'] ?? ''))
    throw unsupportedMediaType({ message: 'Send the file as multipart/form-data.' });
  const results: Promise<T>[] = [];
  const parse = multer({
    storage: streamTo(consumer, results),
    limits: { files: 1, fields: 0, parts: 1, headerPairs: 20 },
    fileFilter: (_request, file, done) =>
      fields.includes(file.fieldname)
        ? done(null, true)
        : done(new MulterError('LIMIT_UNEXPECTED_FILE', file.fieldname)),
  }).any();
  const failure = await new Promise<unknown>((resolve) => {
    if (!request.res) throw new Error('a request without a response');
    parse(request, request.res, resolve);
  });
  const [result] = await Promise.allSettled(results);
  // A consumer that refuses a file breaks its stream off, and multer hears of that first.
  if (result?.status === 'rejected' && result.reason instanceof AppError) throw result.reason;
  if (failure) throw toRequestError(failure);
  if (result?.status !== 'fulfilled')
    throw fileMissing({ message: `Send a file in the field ${fields.join(' or ')}.` });
  return result.value;
}
