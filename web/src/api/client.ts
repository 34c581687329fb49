// The one way to the service. The session is a cookie, which no script can read.
import createClient from 'openapi-fetch';
import { ApiError } from './errors.ts';
import type { paths } from './schema.d.ts';

export const api = createClient<paths>({ baseUrl: '/', credentials: 'same-origin' });

interface Envelope {
  readonly data?: unknown;
  readonly meta?: unknown;
}

interface Answer<Body> {
  readonly data?: Body | undefined;
  readonly error?: unknown;
  readonly response: Response;
}

/** Routes that can also answer with a file are asked for JSON here. */
type DataOf<Body> = Body extends string
  ? never
  : Body extends { data: infer Data }
    ? Data
    : Body extends { data?: infer Data }
      ? Data
      : undefined;

async function settle<Body>(request: Promise<Answer<Body>>): Promise<Answer<Body>> {
  let answer: Answer<Body>;
  try {
    answer = await request;
  } catch (error) {
    throw new ApiError(0, { code: 'OFFLINE', error: error instanceof Error ? error.message : String(error) });
  }
  if (answer.response.ok) return answer;
  const body = typeof answer.error === 'object' && answer.error !== null ? answer.error : {};
  const wait = Number(answer.response.headers.get('retry-after') ?? Number.NaN);
  throw new ApiError(answer.response.status, { ...body }, Number.isFinite(wait) ? wait : undefined);
}

/** What an answer carries. @throws ApiError */
export async function dataOf<Body extends Envelope | string | undefined>(
  request: Promise<Answer<Body>>,
): Promise<DataOf<Body>> {
  const { data } = await settle(request);
  return (typeof data === 'object' ? data.data : undefined) as DataOf<Body>;
}

/** What an answer carries, with what it says about itself, and its ETag. @throws ApiError */
export async function answerOf<Body extends Envelope | undefined>(
  request: Promise<Answer<Body>>,
): Promise<{ data: DataOf<Body>; meta: Body extends { meta?: infer Meta } ? Meta : undefined; etag: string | null }> {
  const { data, response } = await settle(request);
  return {
    data: data?.data as DataOf<Body>,
    meta: data?.meta as Body extends { meta?: infer Meta } ? Meta : undefined,
    etag: response.headers.get('etag'),
  };
}
