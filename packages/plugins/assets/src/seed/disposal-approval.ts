import type { SeedContext } from '@bureau/core';

const BOSS = `{ employees(first: 1, where: { displayName: { eq: "Katharina Brandt" } }) {
  nodes { displayName person { id } } } }`;
const INVITE = `mutation ($input: UserInviteInput!) {
  userInvite(input: $input) { user { id } userErrors { code message } }
}`;
const POLICY = `mutation ($input: ApprovalPolicySetInput!) {
  approvalPolicySet(input: $input) { userErrors { code message } }
}`;
const INSTRUMENT = `{ assets(first: 1, orderBy: [{ field: TAG }],
  where: { state: { eq: AVAILABLE }, model: { code: { eq: "LB-CAL" } } }) { nodes { id } } }`;
const DISPOSE = `mutation ($input: AssetDisposeInput!) {
  assetDispose(input: $input) { approvalRequest { id } userErrors { code message } }
}`;

type Nodes<T> = { nodes: T[] };

/** Disposals from 5,000 EUR on are approved by the managing director; one of them waits. */
export async function seedDisposalApproval({ run }: SeedContext): Promise<void> {
  const { employees } = (await run(BOSS)) as {
    employees: Nodes<{ displayName: string; person: { id: string } }>;
  };
  const [boss] = employees.nodes;
  if (!boss) return;
  const { displayName, person } = boss;
  const email = 'katharina.brandt@nordwind.example';
  const invited = await run(INVITE, { input: { email, displayName, personId: person.id } });
  const { user } = invited['userInvite'] as { user: { id: string } };
  const limit = { mode: 'ANY', amountFrom: '5000', currency: 'EUR' };
  const steps = [{ ...limit, approvers: [{ userId: user.id }] }];
  await run(POLICY, { input: { kind: 'assets.asset.dispose', steps } });
  const { assets } = (await run(INSTRUMENT)) as { assets: Nodes<{ id: string }> };
  const [instrument] = assets.nodes;
  if (!instrument) return;
  const proceeds = { amount: '3200.00', currency: 'EUR' };
  const reason = 'Sold: replaced by a newer calibrator';
  await run(DISPOSE, { input: { assetId: instrument.id, reason, proceeds } });
}
