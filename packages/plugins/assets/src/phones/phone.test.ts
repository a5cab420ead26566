import { createCompany, type TestCompany } from '../../test/company.js';

let company: TestCompany;
let contractId: string;
beforeAll(async () => {
  company = await createCompany({ clock: () => new Date('2026-01-15T12:00:00Z') });
  const input = {
    ...{ code: 'C-1', carrier: 'Nordnetz', startsOn: '2025-01-01', endsOn: '2026-12-31' },
    monthlyCost: { amount: '19.90', currency: 'EUR' },
  };
  const { phoneContract } = await company.done('phoneContractCreate phoneContract { id }', input);
  contractId = phoneContract.id;
});
afterAll(() => company?.close());

let codes = 0;
async function line(): Promise<string> {
  const input = { code: `L-${++codes}`, contractId, kind: 'MOBILE' };
  return (await company.done('phoneLineCreate phoneLine { id }', input)).phoneLine.id;
}
async function phone(): Promise<string> {
  const { asset, modelId, sites } = company;
  return (await asset('assetCreate', { tag: `T-${++codes}`, modelId, siteId: sites.HAM })).id;
}
const faults = async (field: string, input: Record<string, unknown>) =>
  (await company.refused(field, input)).map(({ code, path }) => `${code} ${path.join('.')}`);
const READ = `query($id: ID!) { phoneLine(by: { id: $id }) { state asset { id }
  holder { number } numbers { nodes { number } } } }`;
const read = async (id: string) => (await company.app.owner.data(READ, { id })).phoneLine;

test('a line is in a device and with somebody; a return takes it from both in part', async () => {
  const [lineId, assetId] = [await line(), await phone()];
  const employeeId = company.employees['E-1'];
  await company.asset('assetCheckOut', { assetId, employeeId });
  await company.done('phoneLineAssign phoneLine { id }', { lineId, assetId, employeeId });
  expect(await read(lineId)).toMatchObject({ asset: { id: assetId }, holder: { number: 'E-1' } });
  await company.asset('assetCheckIn', { assetId, siteId: company.sites.HAM });
  expect(await read(lineId)).toMatchObject({ asset: { id: assetId }, holder: null });
  await company.asset('assetDispose', { assetId, reason: 'Broken' });
  expect(await read(lineId)).toMatchObject({ asset: null, state: 'ACTIVE' });
});

test('numbers have one form, are there once, and go from line to line', async () => {
  const [one, other] = [await line(), await line()];
  const { phoneNumber } = await company.done('phoneNumberCreate phoneNumber { id number }', {
    ...{ number: '+49 (40) 1234-567', lineId: one },
  });
  expect(phoneNumber.number).toBe('+49401234567');
  const add = (number: string) => faults('phoneNumberCreate', { number });
  expect(await add('+49401234567')).toEqual(['CORE_DUPLICATE input.number']);
  for (const bad of ['0401234567', '+0401234567', '+49', '+49 40 x', `+${'1'.repeat(16)}`]) {
    expect(await add(bad)).toEqual(['ASSETS_PHONE_NUMBER input.number']);
  }
  await company.done('phoneNumberMove phoneNumber { id }', {
    ...{ numberId: phoneNumber.id, lineId: other },
  });
  expect((await read(one)).numbers.nodes).toEqual([]);
  expect((await read(other)).numbers.nodes).toEqual([{ number: '+49401234567' }]);
});

test('a line that was given up is with nobody, and comes back to nobody', async () => {
  const lineId = await line();
  await company.done('phoneLineAssign phoneLine { id }', {
    ...{ lineId, employeeId: company.employees['E-2'] },
  });
  await company.done('phoneLineStateSet phoneLine { id }', { lineId, state: 'ENDED' });
  expect(await read(lineId)).toMatchObject({ state: 'ENDED', holder: null });
  const again = { lineId, employeeId: company.employees['E-2'] };
  expect(await faults('phoneLineAssign', again)).toEqual(['ASSETS_LINE_ENDED input.lineId']);
  expect(await faults('phoneNumberCreate', { number: '+494055555', lineId })).toEqual([
    'ASSETS_LINE_ENDED input.lineId',
  ]);
});

test('bad contracts and cards are refused with their place', async () => {
  expect(
    await faults('phoneContractCreate', {
      ...{ code: 'C-2', carrier: 'X', startsOn: '2026-02-01', endsOn: '2026-01-01' },
    }),
  ).toEqual(['ASSETS_PHONE_SPAN input.endsOn']);
  expect(await faults('phoneContractCreate', { code: 'C-3', carrier: ' ' })).toEqual([
    'ASSETS_TEXT_BLANK input.carrier',
  ]);
  const bad = { code: 'L-BAD', contractId, kind: 'DATA', simNumber: '12' };
  expect(await faults('phoneLineCreate', bad)).toEqual(['ASSETS_SIM_NUMBER input.simNumber']);
});

test('an employee sees the own line and not what it costs', async () => {
  const lineId = await line();
  const employeeId = company.employees['E-3'];
  await company.done('phoneLineAssign phoneLine { id }', { lineId, employeeId });
  const { employee } = await company.app.owner.data(
    'query($id: ID!) { employee(by: {id: $id}) { person { id } } }',
    { id: employeeId },
  );
  const staff = company.app.as({ role: 'employee', personId: employee.person.id });
  const { phoneLines } = await staff.data('{ phoneLines { nodes { id } } }');
  expect(phoneLines.nodes).toEqual([{ id: lineId }]);
  const costs = '{ phoneLines { nodes { contract { monthlyCost { amount } } } } }';
  const { errors } = await staff.query(costs);
  expect(errors[0]?.extensions).toMatchObject({ permission: 'assets.phoneContract.read' });
});
