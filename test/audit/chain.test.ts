// The chain: what is committed gets a link, once and without gaps; whatever is changed afterwards is named.
import { setTimeout as sleep } from 'node:timers/promises';
import { createAuditSealer } from '../../src/audit/index.ts';
import { defaultTenantId } from '../../src/contracts/identity.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { runShell } from '../support/shell.ts';
import { rowsOf, run, runAsOwner } from '../support/work.ts';

const system = { tenantId: defaultTenantId, action: 'users.created', actor: { kind: 'system' } } as const;

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());
beforeEach(() =>
  tamper('delete from audit.entries; delete from audit.links; delete from audit.heads; delete from audit_pending'),
);

const write = (id: string) =>
  app.container.transact(null, async (unit) => unit.audit({ ...system, target: { type: 'setting', id } }));
async function writeMany(count: number): Promise<void> {
  for (let at = 1; at <= count; at++) await write(`entry ${at}`);
}
const seal = () => app.container.auditSealer.seal();
const verify = (kept?: string) => app.container.auditVerification.verify(kept);
const links = () =>
  rowsOf<{ sequence: number; target: string }>(
    app,
    'select sequence, target_id as target from audit.links l join audit.entries e on e.id = l.entry_id order by 1',
  );

/** As an owner of the tables who does not care for the fence. */
const tamper = (statement: string) => runAsOwner(app, `set session_replication_role = 'replica'; ${statement}`);

describe('entries', () => {
  it('get their links in order, without gaps, whatever was rolled back', async () => {
    await write('first');
    const failed = app.container.transact(null, async (unit) => {
      unit.audit({ ...system, target: { type: 'setting', id: 'undone' } });
      throw new Error('undo this');
    });
    await expect(failed).rejects.toThrow('undo this');
    const [entry] = await rowsOf<{ id: string }>(app, 'select id from audit.entries');
    const late = app.container.sequelize.transaction(async (transaction) => {
      const again = `insert into audit.entries select gen_random_uuid(), tenant_id, at, actor_kind, actor_id, action, target_type,
        'undone', outcome from audit.entries where id = '${entry?.id}' returning id`;
      await app.container.sequelize.query(`with e as (${again}) insert into audit_pending select id from e`, {
        transaction,
      });
      throw new Error('undo this, too');
    });
    await expect(late).rejects.toThrow('undo this, too');
    await write('second');
    expect(await seal()).toBe(2);
    expect(await seal()).toBe(0);
    expect(await links()).toEqual([
      { sequence: 1, target: 'first' },
      { sequence: 2, target: 'second' },
    ]);
  });

  it('get one link each when many write and many seal at once', async () => {
    const sealers = [0, 1, 2].map(() => createAuditSealer({ ...app.container, heads: app.container.auditHeads }));
    let isDone = false;
    const sealing = sealers.map(async (sealer) => {
      while (!isDone) await sealer.seal();
    });
    await Promise.all(Array.from({ length: 150 }, (_, at) => write(`entry ${at}`)));
    isDone = true;
    await Promise.all(sealing);
    await seal();
    const made = await links();
    expect(made.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 150 }, (_, at) => at + 1));
    expect(new Set(made.map(({ target }) => target)).size).toBe(150);
    expect(await verify()).toMatchObject({ intact: true, links: 150, pending: 0 });
  });

  it('of a transaction that takes its time come later in the chain, not never', async () => {
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let begun = () => {};
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const slow = app.container.transact(null, async (unit) => {
      unit.audit({ ...system, target: { type: 'setting', id: 'slow' } });
      await app.container.sequelize.query('select 1', { transaction: unit.tx });
      begun();
      await finished;
    });
    await hasBegun;
    await write('quick');
    await seal();
    finish();
    await slow;
    await seal();
    expect((await links()).map(({ target }) => target)).toEqual(['quick', 'slow']);
    expect(await verify()).toMatchObject({ intact: true, links: 2 });
  });

  it('that have no link yet are waited for', async () => {
    await writeMany(2);
    expect(await verify()).toEqual({ intact: true, links: 0, heads: 0, unprovedHeads: 0, pending: 2 });
  });
});

it('workers seal by themselves', async () => {
  const working = await startTestApp({ workers: true });
  try {
    await working.container.transact(null, async (unit) => unit.audit(system));
    for (const deadline = Date.now() + 20_000; ; await sleep(50)) {
      const verdict = await working.container.auditVerification.verify();
      if (verdict.intact && verdict.links === 1) break;
      if (Date.now() > deadline) throw new Error(`Not sealed: ${JSON.stringify(verdict)}`);
    }
  } finally {
    await working.close();
  }
});

describe('a trail in which', () => {
  beforeEach(async () => {
    await writeMany(5);
    await seal();
    expect(await verify()).toEqual({ intact: true, links: 5, heads: 1, unprovedHeads: 0, pending: 0 });
  });

  const entry = (sequence: number) => `(select entry_id from audit.links where sequence = ${sequence})`;
  test.each([
    [
      'an entry was changed',
      `update audit.entries set outcome = 'denied' where id = ${entry(3)}`,
      /^link 3: its entry/,
    ],
    [
      'an entry has another time',
      `update audit.entries set at = at + '1 ms' where id = ${entry(2)}`,
      /^link 2: its entry/,
    ],
    [
      'something was put into an entry',
      `update audit.entries set changes = '{}' where id = ${entry(1)}`,
      /^link 1: its/,
    ],
    ['an entry is gone', `delete from audit.entries where id = ${entry(4)}`, /^link 4: its entry .* is missing/],
    [
      'an entry is gone with its link',
      `delete from audit.entries where id = ${entry(2)}; delete from audit.links where sequence = 2`,
      /^link 2 is missing/,
    ],
    ['a link was changed', 'update audit.links set hash = sha256(hash) where sequence = 3', /^link 3: its entry/],
    [
      'two entries have changed places',
      `create temp table old as select * from audit.links; update audit.links set entry_id = gen_random_uuid() where sequence in (2, 3); update audit.links l set entry_id = old.entry_id from old where l.sequence in (2, 3) and old.sequence = 5 - l.sequence`,
      /^link 2: its entry/,
    ],
    [
      'the end was cut off',
      'delete from audit.links where sequence > 3; delete from audit.entries where id not in (select entry_id from audit.links)',
      /^link 5 is missing: a head that was signed at/,
    ],
    [
      'links were taken away, entries were not',
      'delete from audit.heads; delete from audit.links where sequence = 5',
      /^entry .* was kept out of the chain/,
    ],
    [
      'a head was written by somebody else',
      "update audit.heads set token = overlay(token placing 'AAAA' from length(token) - 20)",
      /^the head of link 5 was not signed/,
    ],
    ['a head stands at another link', 'update audit.heads set sequence = 4', /^the head of link 4 was not signed/],
  ])('%s is found out', async (_what, statement, problem) => {
    await tamper(statement);
    expect(await verify()).toEqual({ intact: false, problem: expect.stringMatching(problem) });
  });

  it('an entry was taken away before it had a link, or kept from getting one, is found out', async () => {
    await write('taken');
    await tamper("delete from audit.entries where target_id = 'taken'");
    expect(await verify()).toEqual({ intact: false, problem: expect.stringMatching(/^entry .* was removed before/) });
    await run(app, 'delete from audit_pending');
    await write('kept');
    await app.container.sequelize.query('delete from audit_pending'); // which the service may do
    expect(await verify()).toEqual({ intact: false, problem: expect.stringMatching(/^entry .* was kept out of/) });
  });

  it('everything after a change was hashed anew is found out by its signed heads', async () => {
    await tamper(
      `delete from audit.links; update audit.entries set outcome = 'failed' where target_id = 'entry 2';
       insert into audit_pending select id from audit.entries`,
    );
    await seal();
    expect(await verify()).toEqual({ intact: false, problem: expect.stringMatching(/^link 5 was made anew/) });
  });

  it('heads went with the end is found out by a head that was kept elsewhere', async () => {
    const [head] = await rowsOf<{ token: string }>(app, 'select token from audit.heads');
    expect(await verify(head?.token)).toMatchObject({ intact: true });
    await tamper(
      `delete from audit.heads; delete from audit.links where sequence > 3;
       delete from audit.entries where id not in (select entry_id from audit.links)`,
    );
    expect(await verify()).toMatchObject({ intact: true, links: 3 });
    expect(await verify(head?.token)).toEqual({ intact: false, problem: expect.stringMatching(/^link 5 is missing/) });
    await tamper('delete from audit.links; delete from audit.entries');
    expect(await verify()).toMatchObject({ intact: true, links: 0 });
    expect(await verify(head?.token)).toEqual({ intact: false, problem: expect.stringMatching(/^link 5 is missing/) });
  });

  it.each(['', 'x', 'a.b.c', 'eyJhbGciOiJub25lIn0.e30.', `${'a'.repeat(5_000)}.b.c`])(
    'a head %# that is none proves nothing',
    async (head) => {
      expect(await verify(head)).toEqual({
        intact: false,
        problem: 'the head to compare with was not signed by this service',
      });
    },
  );

  it('an entry pretends to be waiting still goes on', async () => {
    await app.container.sequelize.query('insert into audit_pending select entry_id from audit.links');
    await app.container.sequelize.query('insert into audit_pending values (gen_random_uuid())');
    await write('next');
    expect(await seal()).toBe(1);
    expect((await links()).at(-1)).toEqual({ sequence: 6, target: 'next' });
  });

  it('heads of an earlier key are counted, and compared all the same', async () => {
    await tamper("update audit.heads set token = 'x'"); // whatever: only the other service's own head matters below
    const other = await startTestApp();
    try {
      await other.container.transact(null, async (unit) => unit.audit(system));
      await other.container.auditSealer.seal();
      const [head] = await rowsOf<{ token: string }>(other, 'select token from audit.heads');
      expect(await verify(head?.token)).toEqual({
        intact: false,
        problem: 'the head to compare with was not signed by this service',
      });
      await tamper(`delete from audit.heads; insert into audit.heads values (1, '${head?.token}')`);
      expect(await verify()).toEqual({ intact: false, problem: expect.stringMatching(/^link 1 was made anew/) });
    } finally {
      await other.close();
    }
  });
});

describe('npm run cameo -- audit:verify', () => {
  const cameo = (...args: string[]) => runShell(app, 'audit:verify', ...args);

  it('says that all is well, or what is not', async () => {
    await writeMany(3);
    await seal();
    await write('late');
    expect(await cameo()).toEqual({
      code: 0,
      out: 'OK: 3 entries in the chain, 1 signed heads, 1 entries waiting for their link\n',
      err: '',
    });
    const [head] = await rowsOf<{ token: string }>(app, 'select token from audit.heads');
    expect(await cameo('--head', head?.token ?? '')).toMatchObject({ code: 0, err: '' });
    await tamper(`delete from audit.entries where target_id = 'entry 2'`);
    expect(await cameo()).toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(/^BROKEN: link 2: its entry [0-9a-f-]{36} is missing\n$/),
    });
  });
});
