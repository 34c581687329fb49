// The types of blocks that administrators have registered. A block of any other type holds what its owner likes.
import { LRUCache } from 'lru-cache';
import { actorOf } from '../contracts/audit.ts';
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import type { Tx } from '../platform/db/sequelize.ts';
import { validationFailed } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import { type CheckData, createDataCheck, type JsonSchema, schemaProblem } from '../platform/json/data-schema.ts';
import { extensionTypeExists, extensionTypeNotFound, tooManyExtensionTypes } from './errors.ts';
import type { ExtensionTypeContent, ExtensionTypeRepository, ExtensionTypeRow } from './type-repository.ts';

const maxTypes = 100;
const maxCompiled = 500;

export type ExtensionTypes = ReturnType<typeof createExtensionTypes>;

export function createExtensionTypes(deps: { repository: ExtensionTypeRepository; transact: Transact }) {
  const { repository, transact } = deps;
  // A version of a registration never changes, so that what is compiled is never old.
  const compiled = new LRUCache<string, CheckData>({ max: maxCompiled });

  function checkOf({ id, version, dataSchema }: ExtensionTypeRow): CheckData {
    const key = `${id}/${version}`;
    const known = compiled.get(key);
    if (known) return known;
    const check = createDataCheck(dataSchema, 'extensionData');
    compiled.set(key, check);
    return check;
  }

  function requireGood(schema: JsonSchema): void {
    const problem = schemaProblem(schema);
    if (problem !== undefined)
      throw validationFailed({ details: [{ path: 'dataSchema', message: `dataSchema ${problem}` }] });
  }

  function record(
    unit: UnitOfWork,
    identity: Identity,
    what: 'registered' | 'updated' | 'removed',
    type: string,
    after?: ExtensionTypeContent,
  ): void {
    const { tenantId, userId } = identity;
    unit.record({ tenantId, userId, actorId: userId, type: `extension-type.${what}` });
    const target = { type: 'extension-type', id: type } as const;
    const entry = { tenantId, action: `extension-types.${what}`, actor: actorOf(identity), target } as const;
    unit.audit({ ...entry, ...(after && { after }) });
  }

  return {
    list: (tenantId: string): Promise<ExtensionTypeRow[]> => repository.all(tenantId),

    /** @throws VALIDATION_FAILED when the type is registered and its schema refuses the data */
    async requireValid(tx: Tx, tenantId: string, type: string, data: unknown): Promise<void> {
      const registered = await repository.findByType(tenantId, type, tx);
      const problem = registered && checkOf(registered)(data);
      if (problem) throw validationFailed({ details: [problem] });
    },

    /** @throws VALIDATION_FAILED, EXTENSION_TYPE_EXISTS, TOO_MANY_EXTENSION_TYPES */
    async register(identity: Identity, origin: Origin, content: ExtensionTypeContent): Promise<ExtensionTypeRow> {
      requireGood(content.dataSchema);
      return transact(origin, async (unit) => {
        const row = await repository.insert(unit.tx, identity.tenantId, newId(), content);
        if (!row) throw extensionTypeExists();
        const all = await repository.all(identity.tenantId, unit.tx);
        if (all.length > maxTypes) throw tooManyExtensionTypes();
        record(unit, identity, 'registered', content.type, content);
        return row;
      });
    },

    /** What people wrote before stays as it is until they write it again. @throws VALIDATION_FAILED, EXTENSION_TYPE_NOT_FOUND */
    async replace(identity: Identity, origin: Origin, content: ExtensionTypeContent): Promise<ExtensionTypeRow> {
      requireGood(content.dataSchema);
      return transact(origin, async (unit) => {
        const row = await repository.update(unit.tx, identity.tenantId, content);
        if (!row) throw extensionTypeNotFound();
        record(unit, identity, 'updated', content.type, content);
        return row;
      });
    },

    /** Blocks of the type stay and are no longer checked. @throws EXTENSION_TYPE_NOT_FOUND */
    async remove(identity: Identity, origin: Origin, type: string): Promise<void> {
      await transact(origin, async (unit) => {
        if (!(await repository.remove(unit.tx, identity.tenantId, type))) throw extensionTypeNotFound();
        record(unit, identity, 'removed', type);
      });
    },
  };
}
