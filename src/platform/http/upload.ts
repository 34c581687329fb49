// Uploads: one file, streamed to its consumer while it arrives. Nothing is kept in memory or on our disk.
import { PassThrough, type Readable } from 'node:stream';
import type { Request } from 'express';
import multer, { MulterError, type StorageEngine } from 'multer';
import { AppError, defineError } from '../errors.ts';
import { type ArrivalLimits, whileArriving } from './arrival.ts';
import { malformedRequest, unsupportedMediaType, validationFailed } from './errors.ts';
import type { FormUpload } from './route.ts';
import { parsePart, refuseOddities } from './validate.ts';

export const fileMissing = defineError('FILE_MISSING', 400, 'The request holds no file.');

export interface FileConsumer<T> {
  /** The file must have arrived whole within these. */
  readonly limits: ArrivalLimits;
  keep(stream: Readable): Promise<T>;
  /** Undoes `keep`: what came behind the file made the whole request unacceptable. */
  discard(kept: T): Promise<void>;
}

export interface ReceivedForm<T, Form> {
  readonly kept: T;
  /** What the schema of the form made of the text fields. */
  readonly form: Form;
}

// Text beside a picture, not documents.
const maxTextBytes = 16 * 1024;
const maxTexts = 8;

function requireType({ headers }: Request, pattern: RegExp, message: string): void {
  if (!pattern.test(headers['content-type'] ?? '')) throw unsupportedMediaType({ message });
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw unsupportedMediaType({ message: 'Send the file without Content-Encoding.' });
}

function toRequestError(error: unknown): unknown {
  if (error instanceof MulterError) {
    const path = error.field ?? 'body';
    return validationFailed({ details: [{ path, message: `${path}: ${error.message.toLowerCase()}` }] });
  }
  // busboy's own complaints about a broken body have no class of their own
  const broken =
    error instanceof Error &&
    /multipart|unexpected end of form|malformed|boundary|premature close|^request (aborted|closed)/i.test(
      error.message,
    );
  return broken ? malformedRequest({ message: 'The body is broken or incomplete.' }) : error;
}

/** The files of one request on their way to the consumer: all of them are kept, or none is. */
function createTransfer<T>(consumer: FileConsumer<T>) {
  const streams: Readable[] = [];
  const files: Promise<T>[] = [];
  return {
    files,
    begin(stream: Readable): Promise<T> {
      streams.push(stream);
      const kept = consumer.keep(stream);
      files.push(kept);
      return kept;
    },
    /** Breaks off what is under way, undoes what is done, and gives the error to answer with. */
    async undo(cause: unknown): Promise<unknown> {
      const reason = cause instanceof Error ? cause : new Error('upload given up', { cause });
      for (const stream of streams) if (!stream.readableEnded) stream.destroy(reason);
      let refusal = cause;
      for (const file of await Promise.allSettled(files)) {
        if (file.status === 'fulfilled') await consumer.discard(file.value);
        // A consumer that refuses a file breaks its stream off, and the parser's complaint of that may come first.
        else if (file.reason instanceof AppError && !(cause instanceof AppError)) refusal = file.reason;
      }
      return toRequestError(refusal);
    },
  };
}

type Transfer<T> = ReturnType<typeof createTransfer<T>>;

/** multer gives each file's stream to the transfer and carries nothing itself. */
function parseForm<T>(request: Request, files: readonly string[], { begin }: Transfer<T>): Promise<void> {
  return new Promise((resolve, reject) => {
    const storage: StorageEngine = {
      _handleFile(_request, file, done) {
        begin(file.stream).then(
          () => done(null, {}),
          (error) => {
            file.stream.resume(); // the rest of a refused file must not stall the parser
            done(error);
            // multer would read a refused body to its end before it says so: there may be none.
            reject(error);
          },
        );
      },
      _removeFile: (_request, _file, done) => done(null), // the transfer does
    };
    const parse = multer({
      storage,
      limits: {
        files: 1,
        fields: maxTexts,
        parts: maxTexts + 1,
        fieldSize: maxTextBytes,
        fieldNameSize: 100,
        headerPairs: 20,
      },
      fileFilter(_request, { fieldname }, done) {
        if (files.includes(fieldname)) return done(null, true);
        const unexpected = new MulterError('LIMIT_UNEXPECTED_FILE', fieldname);
        done(unexpected);
        reject(unexpected);
      },
    }).any();
    if (!request.res) throw new Error('a request without a response');
    parse(request, request.res, (error: unknown) => (error ? reject(error) : resolve()));
  });
}

/**
 * Reads the one file of a multipart request, and the text beside it, to the request's end.
 * @throws FILE_MISSING, UNSUPPORTED_MEDIA_TYPE, VALIDATION_FAILED, REQUEST_TIMEOUT, what `keep` throws; nothing is kept then
 */
export async function receiveForm<T, Form>(
  request: Request,
  upload: FormUpload<Form>,
  consumer: FileConsumer<T>,
): Promise<ReceivedForm<T, Form>> {
  requireType(request, /^multipart\/form-data\b/i, 'Send the file as multipart/form-data.');
  const transfer = createTransfer(consumer);
  try {
    return await whileArriving(request, consumer.limits, async () => {
      await parseForm(request, upload.files, transfer);
      const [file] = transfer.files;
      if (!file)
        throw fileMissing({ message: `Send a file, with a file name, in the field ${upload.files.join(' or ')}.` });
      refuseOddities(request.body, maxTexts);
      const form = parsePart(upload.form, { ...request.body }, 'body');
      return { kept: await file, form };
    });
  } catch (error) {
    throw await transfer.undo(error);
  }
}

const hasBody = ({ headers }: Request) => 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0;

/**
 * Reads a request whose body is the file, to its end.
 * @throws FILE_MISSING, UNSUPPORTED_MEDIA_TYPE, REQUEST_TIMEOUT, what `keep` throws; nothing is kept then
 */
export async function receiveFile<T>(request: Request, consumer: FileConsumer<T>): Promise<T> {
  requireType(request, /^image\//i, 'Send the picture as it is, with its image type as Content-Type.');
  // RFC 9110, 14.5: to take a part for the whole would damage what is there.
  if ('content-range' in request.headers) throw malformedRequest({ message: 'Send the whole file.' });
  if (!hasBody(request)) throw fileMissing();
  const transfer = createTransfer(consumer);
  // Not the request itself: breaking that off would break the connection, and with it the answer.
  const body = new PassThrough();
  body.on('error', () => {}); // whoever reads it reports it, and nobody may
  request.once('close', () => request.readableEnded || body.destroy(new Error('request closed')));
  try {
    return await whileArriving(request, consumer.limits, () => transfer.begin(request.pipe(body)));
  } catch (error) {
    request.unpipe(body);
    throw await transfer.undo(error);
  }
}
