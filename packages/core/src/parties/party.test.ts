import { randomUUID } from 'node:crypto';
import { createCoreGraph, type CoreGraph } from '../../test/core-graph.js';
import { systemCaller } from '../context/system.js';
import { parseId } from '../model/ids.js';
import { inTransaction } from '../write/transaction.js';
import { isBic, isIban } from './iban.js';
import { PartyService } from './party.service.js';

let graph: CoreGraph;
let owner: string;
let customer: Made;
const ERRORS = 'userErrors { code path }';
// Examples of the IBAN registry (ISO 13616).
const IBANS = ['DE89370400440532013000', 'AT611904300234573201', 'NO9386011117947'] as const;

interface Made {
  id: string;
  version: number;
  code: string;
}

beforeAll(async () => {
  graph = await createCoreGraph();
  owner = await graph.token('owner');
  customer = await create('kind: COMPANY, name: "Nordwind Ltd", isCustomer: true');
});
afterAll(() => graph?.close());

const write = <T>(call: string, selection: string, token = owner) =>
  graph.mutate<T>(token, `mutation { ${call} { ${selection} ${ERRORS} } }`);

async function create(values: string): Promise<Made> {
  const { party } = await write<{ party: Made }>(
    `partyCreate(input: { ${values} })`,
    'party { id version code }',
  );
  return party;
}

const account = (iban: string, more = '') =>
  write<{ partyBankAccount: { id: string } | null }>(
    `partyBankAccountCreate(input: { partyId: "${customer.id}", holder: "Nordwind",
      iban: "${iban}" ${more} })`,
    'partyBankAccount { id iban isDefault }',
  );

test('a party without a code gets the next one; a code given by hand is passed over', async () => {
  expect(customer.code).toBe('P-00001');
  await create('kind: COMPANY, name: "Two", code: "P-00002", isSupplier: true');
  expect((await create('kind: COMPANY, name: "Three"')).code).toBe('P-00003');
  const twice = await write(
    'partyCreate(input: { kind: COMPANY, name: "X", code: "P-00002" })',
    '',
  );
  expect(twice).toMatchObject({
    userErrors: [{ code: 'CORE_PARTY_CODE_TAKEN', path: ['input', 'code'] }],
  });
});

test('roles are filters, and changes ask for the version that was seen', async () => {
  const change = (version: number, values: string) =>
    write(
      `partyUpdate(input: { id: "${customer.id}", expectedVersion: ${version}, ${values} })`,
      'party { version isSupplier currency }',
    );
  expect(await change(1, 'isSupplier: true, currency: "EUR"')).toMatchObject({
    party: { version: 2, isSupplier: true, currency: 'EUR' },
  });
  expect(await change(1, 'isSupplier: false')).toMatchObject({
    userErrors: [{ code: 'CORE_VERSION_CONFLICT' }],
  });
  expect(await change(2, 'currency: "EURO"')).toMatchObject({
    userErrors: [{ code: 'CORE_CURRENCY_UNKNOWN', path: ['input', 'currency'] }],
  });
  const both = await graph.read<{ parties: { nodes: { name: string }[] } }>(
    owner,
    `{ parties(where: { isCustomer: { eq: true }, isSupplier: { eq: true } }) { nodes { name } } }`,
  );
  expect(both.parties.nodes).toEqual([{ name: 'Nordwind Ltd' }]);
});

test('one address for each purpose, any number of others', async () => {
  const add = (purpose: string) =>
    write(
      `partyAddressCreate(input: { partyId: "${customer.id}", purpose: ${purpose},
        lines: "Ring 1", city: "Wien", country: "AT" })`,
      'partyAddress { purpose city }',
    );
  expect(await add('BILLING')).toMatchObject({ partyAddress: { purpose: 'BILLING' } });
  expect(await add('BILLING')).toMatchObject({
    userErrors: [{ code: 'CORE_PARTY_ADDRESS_TAKEN' }],
  });
  await add('OTHER');
  expect(await add('OTHER')).toMatchObject({ partyAddress: { city: 'Wien' } });
});

test('an account has an IBAN that is one, is sealed, and one is the default', async () => {
  const [first, second] = IBANS;
  const spaced = await account(' de89 3704 0044 0532 0130 00 ');
  expect(spaced).toMatchObject({ partyBankAccount: { iban: first, isDefault: true } });
  expect(await account(second, 'isDefault: true')).toMatchObject({
    partyBankAccount: { isDefault: true },
  });
  expect(await account('DE89370400440532013001')).toMatchObject({
    userErrors: [{ code: 'CORE_PARTY_IBAN_INVALID', path: ['input', 'iban'] }],
  });
  expect(await account(first)).toMatchObject({ userErrors: [{ code: 'CORE_DUPLICATE' }] });
  const { party } = await graph.read<{ party: { bankAccounts: { nodes: object[] } } }>(
    owner,
    `{ party(by: { id: "${customer.id}" }) {
      bankAccounts(where: { isDefault: { eq: true } }) { nodes { iban } } } }`,
  );
  expect(party.bankAccounts.nodes).toEqual([{ iban: second }]);
  const { owner: database } = graph.database;
  await database.query("select set_config('app.organization_id', $1, false)", [graph.acme]);
  const { rows: stored } = await database.query<{ iban: string }>(
    'select iban from core.party_bank_account',
  );
  expect(stored).toHaveLength(2);
  for (const { iban } of stored) expect(iban).not.toContain('0532013');
});

test('who reads parties does not read their bank accounts', async () => {
  const auditor = await graph.token('auditor');
  const answer = await graph.run(
    auditor,
    '{ parties { nodes { name bankAccounts { nodes { bic } } } } }',
  );
  expect(answer.errors?.[0]?.extensions).toMatchObject({
    code: 'FORBIDDEN',
    permission: 'core.partyBankAccount.read',
  });
});

test('a person is one party, made once for the plugins that ask', async () => {
  const { person } = await write<{ person: { id: string } }>(
    'personCreate(input: { givenName: "Ada", familyName: "Lind", email: "ada@example.com" })',
    'person { id }',
  );
  const personId = parseId(person.id)?.uuid ?? '';
  const ask = async () => {
    const caller = systemCaller(graph.runtime.composition, graph.acme, randomUUID());
    const { value } = await inTransaction(graph.runtime, caller, {
      operation: 'party',
      work: (ctx) => ctx.service(PartyService).ofPerson(ctx, personId, { isEmployee: true }),
    });
    return value;
  };
  const made = await ask();
  expect(made).toMatchObject({ kind: 'PERSON', name: 'Ada Lind', isEmployee: true });
  expect((await ask()).id).toBe(made.id);
  const taken = await write(
    `partyCreate(input: { kind: PERSON, name: "A", personId: "${person.id}" })`,
    '',
  );
  expect(taken).toMatchObject({ userErrors: [{ code: 'CORE_PARTY_PERSON_TAKEN' }] });
});

test('who may not read where employees live writes nothing that they would not see', async () => {
  const employee = await create('kind: PERSON, name: "Bo Home", isEmployee: true');
  const admin = await graph.token('admin');
  const address = (id: string) => `mutation { partyAddressCreate(input: { partyId: "${id}",
    purpose: OTHER, lines: "Lane 1", city: "Oslo", country: "NO" }) {
    partyAddress { lines } ${ERRORS} } }`;
  const change = (values: string) => `mutation { partyUpdate(input: {
    id: "${employee.id}", ${values} }) { party { id } ${ERRORS} } }`;
  // An address is not brought to light by saying that it is of somebody else either.
  for (const refused of [address(employee.id), change('isEmployee: false')]) {
    const { errors } = await graph.run(admin, refused);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'core.homeAddress.read',
    });
  }
  for (const [token, allowed] of [
    [admin, change('note: "Left early"')],
    [admin, address(customer.id)],
    [owner, address(employee.id)],
  ] as const) {
    expect((await graph.run(token, allowed)).errors).toBeUndefined();
  }
});

test('IBAN and BIC are judged by their standards', () => {
  for (const iban of IBANS) {
    expect(isIban(iban)).toBe(true);
    // Modulus 97 finds every change of one digit.
    const last = Number(iban.at(-1));
    expect(isIban(`${iban.slice(0, -1)}${(last + 1) % 10}`)).toBe(false);
  }
  expect(isIban('DE8937040044053201300O')).toBe(false);
  expect([isBic('COBADEFF'), isBic('COBADEFFXXX'), isBic('COBADEFFX')]).toEqual([
    true,
    true,
    false,
  ]);
});
