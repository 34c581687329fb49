// A route as data: what it takes, what it answers, who may call it. Validation and documentation both come from here.
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
  readonly headers?: Readonly<Record<string, string>>;
}

/** A body that is ready to send: bytes, a page, or JSON that was serialised before. */
export interface RawReply {
  readonly status?: number;
  readonly raw: string | Buffer;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Reply = DataReply | RawReply;

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
  /** The body is a file in one of these multipart fields instead. */
  readonly upload?: readonly string[];
  /** Request headers that matter to it, for the documentation. */
  readonly headers?: Readonly<Record<string, string>>;
  /** By status: the schema of `data`, or the media type of a raw reply. */
  readonly responses: Readonly<Record<number, Joi.Schema | string>>;
  /** The schema of `meta`, for replies that have one. */
  readonly meta?: Joi.ObjectSchema;
  readonly errors?: readonly ErrorDefinition[];
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
