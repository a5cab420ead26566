import {
  caller,
  createKernelTest,
  type KernelTest,
  ORG_A,
  ORG_B,
  principal,
} from '../../test/kernel.js';
import { KernelWidget } from '../../test/kernel-plugin.js';
import { inTransaction } from '../write/transaction.js';

describe('audit trail', () => {
  let kernel: KernelTest;
  const asApp = async (text: string) => {
    const { app } = kernel.database;
    await app.query("select set_config('app.organization_id', $1, false)", [ORG_A]);
    return app.query(text);
  };

  beforeAll(async () => {
    kernel = await createKernelTest(2);
    await inTransaction(kernel.runtime, caller(), {
      operation: 'test',
      work: async (ctx) => {
        for (let i = 0; i < 3; i += 1) {
          ctx.em.create(KernelWidget, { tag: `w${i}`, stock: i } as never);
        }
      },
    });
  });
  afterAll(() => kernel?.close());

  test('many changes of one transaction are one statement', async () => {
    const inserts = kernel.statements.filter((text) => text.includes('core.audit_entry'));
    expect(inserts).toHaveLength(1);
    const count = 'select count(*) from core.audit_entry';
    expect(await kernel.column(count)).toEqual(['3']);
    expect(await kernel.column(count, ORG_B)).toEqual(['0']);
  });

  test.each([
    "update core.audit_entry set operation = 'forged'",
    'delete from core.audit_entry',
    'truncate core.audit_entry',
  ])('the app and the owner are refused: %s', async (text) => {
    await expect(asApp(text)).rejects.toMatchObject({ code: '42501' });
    await expect(kernel.column(text)).rejects.toThrow('the audit trail is append-only');
    expect(await kernel.column('select count(*) from core.audit_entry')).toEqual(['3']);
  });

  test('the app may not change the outbox, nor forget a key', async () => {
    for (const text of [
      "update core.outbox_event set payload = '{}'",
      'delete from core.outbox_event',
      'delete from core.idempotency_key',
      "update core.idempotency_key set fingerprint = ''",
      `insert into core.outbox_event (organization_id, id, name, version, payload, principal_kind,
        principal_id, request_id)
        values ('${ORG_B}', '${ORG_B}', 'x', 1, '{}', '', '${ORG_B}', '')`,
    ]) {
      await expect(asApp(text)).rejects.toMatchObject({ code: '42501' });
    }
  });

  test('a change outside an organization is refused: it would leave no trace', async () => {
    const nobody = principal({ kind: 'anonymous', organizationId: undefined });
    const work = inTransaction(kernel.runtime, caller({ principal: nobody }), {
      operation: 'test',
      work: async (ctx) => {
        ctx.recordChange({ type: 'KernelWidget', id: ORG_A, action: 'UPDATE' });
      },
    });
    await expect(work).rejects.toThrow(/outside an organization/);
  });
});
