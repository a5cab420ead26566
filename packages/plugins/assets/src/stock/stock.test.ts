import fc from 'fast-check';
import { createCompany, type TestCompany } from '../../test/company.js';

let company: TestCompany;
beforeAll(async () => {
  company = await createCompany({ poolSize: 20 });
});
afterAll(() => company?.close());

let codes = 0;
async function item(kind: 'component' | 'consumable'): Promise<string> {
  const input = { code: `IT-${++codes}`, name: 'Thing' };
  return (await company.done(`${kind}Create ${kind} { id }`, input))[kind].id;
}
async function device(): Promise<string> {
  const { asset, modelId, sites } = company;
  return (await asset('assetCreate', { tag: `S-${++codes}`, modelId, siteId: sites.HAM })).id;
}

const MOVES: Record<string, string> = {
  equipmentReceive: 'EquipmentQuantityInput',
  equipmentCount: 'EquipmentQuantityInput',
  componentInstall: 'ComponentMoveInput',
  componentRemove: 'ComponentMoveInput',
  consumableIssue: 'ConsumableIssueInput',
};
async function move(field: string, input: Record<string, unknown>, as = company.app.owner) {
  const document = `mutation($input: ${MOVES[field]}!) { ${field}(input: $input) {
    equipmentMove { quantity } userErrors { code } } }`;
  const { data, errors } = await as.query(document, { input });
  if (errors.length > 0) return errors.map(({ extensions }) => extensions.code).join();
  const { equipmentMove, userErrors } = data[field];
  return userErrors[0]?.code ?? equipmentMove.quantity;
}

const left = async (field: string, id: string) => {
  const { equipmentStocks } = await company.app.owner.data(
    `query($id: ID!) { equipmentStocks(where: { ${field}: { id: { eq: $id } } },
      orderBy: [{ field: CREATED_AT }]) { nodes { quantity site { code } } } }`,
    { id },
  );
  return equipmentStocks.nodes.map((it: { quantity: number }) => it.quantity);
};

test('consumables are used up, by site, and never below zero', async () => {
  const consumableId = await item('consumable');
  const { HAM, VIE } = company.sites;
  const employeeId = company.employees['E-1'];
  const issue = (siteId: string, quantity: number) =>
    move('consumableIssue', { consumableId, siteId, quantity, employeeId });
  expect(await issue(HAM, 1)).toBe('ASSETS_STOCK_SHORT');
  expect(await move('equipmentReceive', { consumableId, siteId: HAM, quantity: 5 })).toBe(5);
  expect(await move('equipmentReceive', { consumableId, siteId: VIE, quantity: 1 })).toBe(1);
  expect(await issue(HAM, 4)).toBe(-4);
  expect(await issue(HAM, 2)).toBe('ASSETS_STOCK_SHORT');
  expect(await left('consumable', consumableId)).toEqual([1, 1]);
  expect(await move('equipmentCount', { consumableId, siteId: HAM, quantity: 0 })).toBe(-1);
  expect(await move('equipmentCount', { consumableId, siteId: HAM, quantity: 0 })).toBe(
    'ASSETS_STOCK_SAME',
  );
});

test('components go into devices and come out of those that they are in', async () => {
  const componentId = await item('component');
  const siteId = company.sites.HAM;
  const [one, other] = [await device(), await device()];
  await move('equipmentReceive', { componentId, siteId, quantity: 3 });
  const put = (field: string, assetId: string, quantity: number) =>
    move(field, { componentId, siteId, assetId, quantity });
  expect(await put('componentInstall', one, 2)).toBe(-2);
  expect(await put('componentRemove', other, 1)).toBe('ASSETS_NOT_INSTALLED');
  expect(await put('componentRemove', one, 3)).toBe('ASSETS_NOT_INSTALLED');
  expect(await put('componentRemove', one, 1)).toBe(1);
  expect(await left('component', componentId)).toEqual([2]);
});

test('bad quantities, two items at once and callers without the right are refused', async () => {
  const consumableId = await item('consumable');
  const componentId = await item('component');
  const siteId = company.sites.HAM;
  const receive = (more: object) => move('equipmentReceive', { siteId, quantity: 1, ...more });
  expect(await receive({ consumableId, quantity: 0 })).toBe('ASSETS_STOCK_QUANTITY');
  expect(await receive({ consumableId, quantity: 1_000_001 })).toBe('ASSETS_STOCK_QUANTITY');
  expect(await receive({ consumableId, componentId })).toBe('BAD_USER_INPUT');
  expect(await receive({})).toBe('BAD_USER_INPUT');
  const auditor = company.app.as({ role: 'auditor' });
  expect(await move('equipmentReceive', { consumableId, siteId, quantity: 1 }, auditor)).toBe(
    'FORBIDDEN',
  );
});

test('row 62: twenty take one each of seven at once: seven get one', async () => {
  const consumableId = await item('consumable');
  const siteId = company.sites.HAM;
  await move('equipmentReceive', { consumableId, siteId, quantity: 7 });
  const employeeId = company.employees['E-1'];
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () =>
      move('consumableIssue', { consumableId, siteId, quantity: 1, employeeId }),
    ),
  );
  expect(outcomes.filter((outcome) => outcome === -1)).toHaveLength(7);
  expect(await left('consumable', consumableId)).toEqual([0]);
});

test('the stock is the sum of its moves, and a move stands for ever', async () => {
  const step = fc.record({
    field: fc.constantFrom('equipmentReceive', 'consumableIssue', 'equipmentCount'),
    quantity: fc.integer({ min: 1, max: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
      const consumableId = await item('consumable');
      for (const { field, quantity } of steps) {
        const input = { consumableId, siteId: company.sites.HAM, quantity };
        const employeeId = company.employees['E-1'];
        await move(field, field === 'consumableIssue' ? { ...input, employeeId } : input);
      }
      const [row] = await company.app.sql<{ sum: number; stock: number }>(
        `select coalesce(sum(m.quantity), 0)::int as sum, coalesce((select quantity from
          assets.equipment_stock s where s.consumable_id = $1), 0) as stock
          from assets.equipment_move m where consumable_id = $1`,
        [company.app.uuid(consumableId)],
      );
      expect(row?.stock).toBe(row?.sum);
      expect(row?.stock).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 5 },
  );
  const change = company.app.sql('update assets.equipment_move set quantity = quantity + 1');
  await expect(change).rejects.toMatchObject({ message: 'ASSETS_MOVE_STANDS' });
});
