// Server-sent events on their way (WHATWG HTML, 9.2): whoever goes away frees everything at once.
import { once } from 'node:events';
import type { Request, Response } from 'express';
import type { EventReply, ServerEvent } from './route.ts';

const lookMs = 1000;
// Proxies close what is silent for half a minute.
const heartbeatMs = 15_000;

const textOf = ({ id, event, data }: ServerEvent) => `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** Sends the events until they end, the client leaves, or the process has been told to stop. */
export async function sendEvents(
  request: Request,
  response: Response,
  reply: EventReply,
  isDraining: () => boolean,
): Promise<void> {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'private, no-store',
    'X-Accel-Buffering': 'no', // nginx would gather the events and send them together
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  response.flushHeaders();
  const ending = new AbortController();
  const end = () => ending.abort();
  response.once('close', end);
  let sentAt = Date.now();
  const heartbeat = setInterval(() => {
    if (isDraining()) return end();
    if (Date.now() - sentAt < heartbeatMs || response.writableNeedDrain) return;
    sentAt = Date.now();
    response.write(':\n\n');
  }, lookMs);
  try {
    for await (const event of reply.events(ending.signal)) {
      sentAt = Date.now();
      if (!response.write(textOf(event))) await once(response, 'drain', { signal: ending.signal });
    }
  } catch (error) {
    if (!ending.signal.aborted) throw error;
  } finally {
    clearInterval(heartbeat);
    response.off('close', end);
  }
  response.end();
}
