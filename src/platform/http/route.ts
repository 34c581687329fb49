// A route as data: what it takes, what it answers, who may call it. Validation and documentation both come from here.
import type { Readable } from 'node:stream';
import type { Request } from 'express';
import type Joi from 'joi';
import type { Identity, Origin, ServiceIdentity, ServiceScope } from '../../contracts/identity.ts';
import type { Permission } from '../../contracts/permissions.ts';
import type { ErrorDefinition } from '../errors.ts';

export interface RequestContext<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Who is signed in; a service is nobody here, and sees what everybody sees. */
  readonly identity: Identity | undefined;
  readonly tenantId: string;
  readonly origin: Origin;
  readonly request: Request;
}

export type SignedIn<Context> = Context & { readonly identity: Identity };
export type FromService<Context> = Context & { readonly service: ServiceIdentity };

/** JSON in the success envelope. */
export interface DataReply {
  readonly status?: number;
  readonly data: unknown;
  readonly meta?: unknown;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

/** A body that is ready to send: bytes, a page, or JSON that was serialised before. */
export interface RawReply {
  readonly status?: number;
  readonly raw: string | Buffer;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

/** A body that is sent while it is made. */
export interface StreamReply {
  readonly stream: Readable;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ServerEvent {
  readonly event: string;
  /** Where to go on: clients send it back as `Last-Event-ID`. */
  readonly id: string;
  readonly data: unknown;
}

/** Server-sent events, each sent when it comes. */
export interface EventReply {
  /** Ends at the latest when `signal` says that nobody listens any more. */
  events(signal: AbortSignal): AsyncIterable<ServerEvent>;
}

export type WholeReply = DataReply | RawReply;
export type Reply = WholeReply | StreamReply | EventReply;

/** A body that holds a file in one of these multipart fields, and text in others. */
export interface FormUpload<Form = unknown> {
  readonly files: readonly string[];
  readonly form: Joi.ObjectSchema<Form>;
}

/** A body that is the file; these types are documented, and its bytes decide. */
export interface FileUpload {
  readonly types: readonly string[];
}

/** What a request counts as, where requests are limited. */
export type LimitClass = 'read' | 'search' | 'suggest' | 'file' | 'write' | 'upload' | 'sign-in' | 'registration';

export interface BodyLimits {
  readonly maxBytes: number;
  /** Values at any depth: joi looks at each of them. */
  readonly maxValues: number;
}

export interface RouteDocumentation {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below `/api/v1` unless `root`; parameters as `{id}`. */
  readonly path: string;
  readonly root?: boolean;
  readonly summary: string;
  readonly description?: string;
  readonly tag: string;
  /** `signed-in` routes get an identity; a permission, accounts that hold it; a scope, services that have it. */
  readonly access: 'anyone' | 'signed-in' | Permission | { readonly scope: ServiceScope };
  readonly params?: Joi.ObjectSchema;
  readonly query?: Joi.ObjectSchema;
  readonly body?: Joi.ObjectSchema;
  /** For a body that may be larger than most. */
  readonly bodyLimits?: BodyLimits;
  /** The body is, or holds, a file instead. */
  readonly upload?: FormUpload | FileUpload;
  /** Request headers that matter to it, for the documentation. */
  readonly headers?: Readonly<Record<string, string>>;
  /** By status: the schema of `data`, or the media type of a raw reply. */
  readonly responses: Readonly<Record<number, Joi.Schema | string>>;
  /** Media types in which a reply of 200 can be had instead. */
  readonly alternatives?: readonly string[];
  /** The schema of `meta`, for replies that have one. */
  readonly meta?: Joi.ObjectSchema;
  readonly errors?: readonly ErrorDefinition[];
  /** Where it is not `read`, `write` or `upload`, as method and body say; `none` for what machines ask all the time. */
  readonly limit?: LimitClass | 'none';
}

/** What every handler is called with, whatever its kind. */
type AnyContext = RequestContext<unknown, unknown, unknown> & { readonly service: ServiceIdentity | undefined };

export interface Route extends RouteDocumentation {
  handle(context: AnyContext): Promise<Reply>;
}

interface TypedRoute<Params, Query, Body, Context> extends RouteDocumentation {
  readonly params?: Joi.ObjectSchema<Params>;
  readonly query?: Joi.ObjectSchema<Query>;
  readonly body?: Joi.ObjectSchema<Body>;
  handle(context: Context): Promise<Reply>;
}

const nothing = {};
type Nothing = typeof nothing;

/** Declares a route that anybody may call. */
export function openRoute<Params = Nothing, Query = Nothing, Body = Nothing>(
  route: TypedRoute<Params, Query, Body, RequestContext<Params, Query, Body>> & { access: 'anyone' },
): Route {
  // The schemas that give the context its types have validated it before `handle` is called.
  return route as unknown as Route;
}

/** Declares a route for people who are signed in. */
export function memberRoute<Params = Nothing, Query = Nothing, Body = Nothing>(
  route: Omit<TypedRoute<Params, Query, Body, SignedIn<RequestContext<Params, Query, Body>>>, 'access'> & {
    access?: 'signed-in' | Permission;
  },
): Route {
  return { access: 'signed-in', ...route } as unknown as Route;
}

/** Declares a route for other back ends whose service token has the scope. */
export function serviceRoute<Params = Nothing, Query = Nothing, Body = Nothing>({
  scope,
  ...route
}: Omit<TypedRoute<Params, Query, Body, FromService<RequestContext<Params, Query, Body>>>, 'access'> & {
  scope: ServiceScope;
}): Route {
  return { access: { scope }, ...route } as unknown as Route;
}
