import type { SeedContext } from '@bureau/core';

const CATEGORIES = [
  ['TRAVEL', 'Train, taxi and hotel', '6020', 'VAT19'],
  ['MILEAGE', 'Own car', '6230', null],
] as const;

interface Claim {
  /** Name of the employee. */
  name: string;
  on: string;
  memo: string;
  lines: readonly (readonly [day: string, text: string, category: string, price: string])[];
  /** When it was paid; without it, it still is to be. */
  paidOn?: string;
}

const CLAIMS: readonly Claim[] = [
  {
    ...{ name: 'Jonas Albers', on: '2026-11-05', memo: 'Calibration at Stadtwerke Elbtal' },
    lines: [
      ['2026-11-03', 'Train to Dresden and back', 'TRAVEL', '148.60'],
      ['2026-11-03', 'Taxi to the plant', 'TRAVEL', '23.40'],
    ],
    paidOn: '2026-11-13',
  },
  {
    ...{ name: 'Mira Petersen', on: '2026-11-12', memo: 'Visit to Hanse Werft' },
    lines: [['2026-11-10', '386 km to Rostock and back', 'MILEAGE', '115.80']],
  },
];

/** Expenses of two employees: what one of them spent is paid back already. */
export async function seedExpenses({ run }: SeedContext): Promise<void> {
  const [travel, mileage] = CATEGORIES.map(([code, name, accountCode, taxCode]) => {
    return { code, name, accountCode, taxCode };
  });
  await run(
    `mutation ($travel: ExpenseCategoryCreateInput!, $mileage: ExpenseCategoryCreateInput!) {
      travel: expenseCategoryCreate(input: $travel) { userErrors { code message } }
      mileage: expenseCategoryCreate(input: $mileage) { userErrors { code message } } }`,
    { travel, mileage },
  );
  const { role } = (await run('{ role(by: { key: "controller" }) { id } }')) as unknown as {
    role: { id: string };
  };
  // What is less than that needs nobody's consent.
  const limit = { mode: 'ANY', amountFrom: '300', currency: 'EUR' };
  const steps = [{ ...limit, approvers: [{ roleId: role.id }] }];
  await run(
    `mutation ($input: ApprovalPolicySetInput!) {
      approvalPolicySet(input: $input) { userErrors { code message } } }`,
    { input: { kind: 'accounting.expenseClaim.approve', steps } },
  );
  for (const [at, claim] of CLAIMS.entries()) await enter(run, claim, `E-30${at}`);
}

async function enter(run: SeedContext['run'], claim: Claim, code: string): Promise<void> {
  const { name, on: issuedOn, memo, paidOn } = claim;
  const made = (await run(
    `mutation ($input: PartyCreateInput!) {
      partyCreate(input: $input) { party { id } userErrors { code message } } }`,
    { input: { kind: 'PERSON', code, name, isEmployee: true } },
  )) as unknown as { partyCreate: { party: { id: string } } };
  const lines = claim.lines.map(([spentOn, description, categoryCode, unitPrice]) => {
    return { spentOn, description, categoryCode, unitPrice };
  });
  const partyId = made.partyCreate.party.id;
  const created = (await run(
    `mutation ($input: ExpenseClaimCreateInput!) { expenseClaimCreate(input: $input) {
      expenseClaim { id } userErrors { code message } } }`,
    { input: { partyId, issuedOn, memo, lines } },
  )) as unknown as { expenseClaimCreate: { expenseClaim: { id: string } } };
  const { id } = created.expenseClaimCreate.expenseClaim;
  await run(
    `mutation ($id: ID!, $key: String!) {
      expenseClaimSubmit(input: { id: $id }) { userErrors { code message } }
      expenseClaimPost(input: { id: $id }) @idempotent(key: $key) {
        userErrors { code message } } }`,
    { id, key: `demo-claim-${code}` },
  );
  if (paidOn === undefined) return;
  await run(
    `mutation ($input: ExpenseClaimReimburseInput!, $key: String!) {
      expenseClaimReimburse(input: $input) @idempotent(key: $key) {
        userErrors { code message } } }`,
    { input: { id, bankAccountCode: '1010', paidOn }, key: `demo-reimburse-${code}` },
  );
}
