// Watches the body of a request arrive: one that stalls, trickles or never ends is given up, whoever waits for it.
import type { Request } from 'express';
import type { AppError } from '../errors.ts';
import { requestTimeout } from './errors.ts';

export interface ArrivalLimits {
  /** The whole body, with what surrounds a file in it. */
  readonly maxBytes: number;
  /** How long nothing may come. */
  readonly stallMs: number;
  /** How long all of it may take. */
  readonly totalMs: number;
  /** The error for a body that is larger. */
  readonly tooLarge: () => AppError;
}

const lookMs = 200;

/** The length that a request announces, in bytes, or undefined. */
function announcedBytes({ headers }: Request): number | undefined {
  const length = headers['content-length'];
  return length === undefined ? undefined : Number(length);
}

/**
 * Runs `read`, which reads the body of `request`, as long as that arrives within the limits.
 * @throws REQUEST_TIMEOUT, `limits.tooLarge`; `read` is not waited for then, and its caller has to break it off
 */
export async function whileArriving<T>(request: Request, limits: ArrivalLimits, read: () => Promise<T>): Promise<T> {
  if ((announcedBytes(request) ?? 0) > limits.maxBytes) throw limits.tooLarge();
  const { socket } = request;
  const beganAt = performance.now();
  const bytesBefore = socket.bytesRead;
  let seen = bytesBefore;
  let movedAt = beganAt;

  function findFault(): AppError | undefined {
    const now = performance.now();
    // What has come and was not read yet is our own slowness.
    if (socket.bytesRead > seen || request.readableLength > 0) movedAt = now;
    seen = socket.bytesRead;
    if (request.readableEnded) return undefined;
    if (seen - bytesBefore > limits.maxBytes) return limits.tooLarge();
    if (now - movedAt > limits.stallMs || now - beganAt > limits.totalMs) return requestTimeout();
    return undefined;
  }

  let timer: NodeJS.Timeout | undefined;
  const fault = new Promise<never>((_resolve, reject) => {
    timer = setInterval(() => {
      const found = findFault();
      if (found) reject(found);
    }, lookMs);
  });
  try {
    return await Promise.race([read(), fault]);
  } finally {
    clearInterval(timer);
  }
}
