// Failures of Meilisearch, without what was sent: the client's errors hold the body of the request, which is what people
// typed or what is known of them, and errors are logged.
import {
  MeilisearchApiError,
  MeilisearchError,
  MeilisearchRequestError,
  MeilisearchRequestTimeOutError,
} from 'meilisearch';

/** A request was refused or not answered, or a task failed. */
export class MeilisearchFailure extends Error {
  override name = 'MeilisearchFailure';
  /** As the API has it, such as `index_not_found`; or what happened to the request. */
  readonly code: string;
  /** Whether the server refused what was sent, and would refuse it again. */
  readonly isRefusal: boolean;
  constructor(code: string, { isRefusal = false } = {}) {
    super(`Meilisearch: ${code}`);
    this.code = code;
    this.isRefusal = isRefusal;
  }
}

const refusals = new Set([400, 413, 415, 422]);

function failureOf(error: unknown): unknown {
  // What stands before the server answers in its own way, with a page for instance.
  if (error instanceof SyntaxError) return new MeilisearchFailure('unreadable answer');
  if (!(error instanceof MeilisearchError)) return error;
  if (error instanceof MeilisearchApiError) {
    const { status } = error.response;
    return new MeilisearchFailure(error.cause?.code ?? `status ${status}`, { isRefusal: refusals.has(status) });
  }
  if (!(error instanceof MeilisearchRequestError)) return new MeilisearchFailure(error.name);
  if (error.cause instanceof MeilisearchRequestTimeOutError) return new MeilisearchFailure('no answer in time');
  return new MeilisearchFailure(`no answer (${networkCode(error)})`);
}

/** Of the error behind that of `fetch`, such as `ECONNREFUSED`. */
function networkCode(error: unknown): string {
  for (let inner = error; typeof inner === 'object' && inner !== null; inner = Reflect.get(inner, 'cause')) {
    const code: unknown = Reflect.get(inner, 'code');
    if (typeof code === 'string') return code;
  }
  return 'connection';
}

/** Runs a call of the client. @throws MeilisearchFailure */
export async function calling<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw failureOf(error);
  }
}

/** The same for what may not be there: undefined where the failure has this code. @throws MeilisearchFailure */
export async function orUndefinedWhere<T>(code: string, call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await calling(call);
  } catch (error) {
    if (error instanceof MeilisearchFailure && error.code === code) return undefined;
    throw error;
  }
}
