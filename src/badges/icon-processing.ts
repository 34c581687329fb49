// The worker's half of uploaded icons: a small square of each upload, and the files that nobody shows any more.
import type { Transact } from '../outbox/index.ts';
import type { Clock } from '../platform/clock.ts';
import { isUuid } from '../platform/ids.ts';
import { type ImageCodec, isImageError } from '../platform/image/index.ts';
import type { Storage } from '../platform/storage/index.ts';
import {
  fileOf,
  iconName,
  iconOfFile,
  iconOfKey,
  iconSide,
  iconsPrefix,
  keyOf,
  originalKey,
  prefixOf,
} from './icon-files.ts';
import type { BadgeIconRows } from './icon-rows.ts';

export interface IconRef {
  readonly tenantId: string;
  readonly iconId: string;
}

// A file is stored before its row is: longer than anything is under way.
const graceMs = 3_600_000;
const batchSize = 500;

export function createIconProcessing(deps: {
  rows: BadgeIconRows;
  storage: Storage;
  codec: ImageCodec;
  transact: Transact;
  clock: Clock;
}) {
  const { rows, storage, codec, transact } = deps;

  /** Ends an upload without an icon: what was shown before stays. */
  const end = ({ tenantId, iconId }: IconRef, status: 'rejected' | 'failed', reason: string): Promise<void> =>
    transact(null, async (unit) => {
      const ended = await rows.finish(unit.tx, iconId, status, reason);
      if (ended) unit.emit({ type: 'badge.icon-retired', tenantId, iconId });
    });

  /** Shows the icon, unless it was replaced or removed while it was made. */
  const publish = ({ tenantId, iconId }: IconRef, file: string): Promise<void> =>
    transact(null, async (unit) => {
      const retire = (id: string) => unit.emit({ type: 'badge.icon-retired', tenantId, iconId: id });
      const before = await rows.lockPending(unit.tx, iconId);
      if (!before) return retire(iconId);
      await rows.publish(unit.tx, iconId, file);
      if (before.iconFile !== null) retire(iconOfFile(before.iconFile));
    });

  /** @throws as `renderVariants` does */
  async function render(original: Buffer): Promise<Buffer> {
    const { variants } = await codec.renderVariants(original, { squares: [{ size: iconSide, format: 'png' }] });
    const [icon] = variants;
    if (!icon) throw new Error('a rendering without variants');
    return icon.bytes;
  }

  async function make(icon: IconRef): Promise<void> {
    const original = await storage.get(originalKey(icon.iconId));
    if (!original) return end(icon, 'failed', 'The uploaded file was lost. Please upload it again.');
    let bytes: Buffer;
    try {
      bytes = await render(original.body);
    } catch (error) {
      if (isImageError(error)) return end(icon, 'rejected', error.message);
      throw error;
    }
    const file = fileOf(icon.iconId, iconName(bytes));
    await storage.put(keyOf(file), bytes, { contentType: 'image/png' });
    await publish(icon, file);
  }

  async function removeAll(prefix: string): Promise<void> {
    for await (const { key } of storage.list(prefix)) await storage.delete(key);
  }

  return {
    /** Makes the icon of an upload. Runs twice without harm. */
    async process(icon: IconRef): Promise<void> {
      if (await rows.findPending(icon.iconId)) await make(icon);
      // Also when an earlier run got this far and died.
      await storage.delete(originalKey(icon.iconId));
    },

    /** The last attempt is over: whoever sent it is told. */
    giveUp: (icon: IconRef): Promise<void> =>
      end(icon, 'failed', 'This picture could not be processed. Please try again, or choose another one.'),

    /** Removes the files of an upload that is not shown (any more). */
    async removeFiles({ iconId }: IconRef): Promise<void> {
      const live = await rows.live([iconId]);
      if (!live.has(iconId)) await removeAll(prefixOf(iconId));
    },

    /** Removes files that belong to no badge: of uploads that broke off once they were stored, of tenants that are gone. */
    async sweep(): Promise<void> {
      const latest = deps.clock().getTime() - graceMs;
      let keys: string[] = [];
      const settle = async () => {
        const live = await rows.live([...new Set(keys.map(iconOfKey))].filter(isUuid));
        for (const key of keys) if (!live.has(iconOfKey(key))) await storage.delete(key);
        keys = [];
      };
      for await (const { key, modifiedAt } of storage.list(iconsPrefix)) {
        if (modifiedAt.getTime() > latest) continue;
        if (keys.push(key) === batchSize) await settle();
      }
      await settle();
    },
  };
}
