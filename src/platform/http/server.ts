// The HTTP server. What its parser refuses never reaches Express, and is answered in the same form all the same.
import { randomUUID } from 'node:crypto';
import { createServer, type RequestListener, type Server, STATUS_CODES } from 'node:http';
import type { AppError } from '../errors.ts';
import { errorCode } from '../os/error-code.ts';
import { headersTooLarge, malformedRequest, problemDocument, requestTimeout } from './errors.ts';

const refusals: Readonly<Record<string, () => AppError>> = {
  HPE_HEADER_OVERFLOW: headersTooLarge,
  ERR_HTTP_REQUEST_TIMEOUT: requestTimeout,
};

function refusalText(error: AppError): string {
  const body = JSON.stringify(problemDocument(error, randomUUID()));
  return [
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status] ?? ''}`,
    'Content-Type: application/problem+json; charset=utf-8',
    'Cache-Control: private, no-store',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

const sweepIdleMs = 50;

/** Stops accepting and resolves when the last request under way has its answer. */
export function drain(server: Server): Promise<void> {
  // Whoever keeps a connection open could otherwise go on asking for as long as they like.
  server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));
  const sweep = setInterval(() => server.closeIdleConnections(), sweepIdleMs);
  return new Promise((resolve) => {
    server.close(() => {
      clearInterval(sweep);
      resolve();
    });
  });
}

// A token of 100 kB is refused like any other bad one, and not by the parser.
const maxHeaderSize = 128 * 1024;

/** Makes the server for `listener`; it does not listen yet. */
export function createHttpServer(listener: RequestListener): Server {
  const server = createServer({ maxHeaderSize }, listener);
  server.on('clientError', (error, socket) => {
    // Nobody is there any more, or an answer is on its way already and must not be mixed with another.
    if (errorCode(error) === 'ECONNRESET' || !socket.writable || ('bytesWritten' in socket && socket.bytesWritten))
      return socket.destroy();
    const refuse = refusals[errorCode(error) ?? ''] ?? malformedRequest;
    socket.end(refusalText(refuse()));
  });
  return server;
}
