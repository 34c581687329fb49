// What a token of another back end can be good for.
import type { components } from '../../../api/schema.d.ts';

export const tokensKey = ['admin', 'service-tokens'] as const;
export const scopes = ['stats:write', 'events:write'] as const satisfies readonly Scope[];
export type Scope = components['schemas']['ServiceToken']['scopes'][number];
