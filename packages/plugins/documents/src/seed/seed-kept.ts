import type { SeedContext } from '@bureau/core';
import { CONTRACTS, HELD, POLICIES, SHARED, TEMPLATES } from './kept.js';
import { idIn, runEach } from './run-each.js';

/** A paper of the demo company as it was written. */
export interface SeededPaper {
  id: string;
  title: string;
  latest: { id: string };
}

interface Seeded {
  papers: readonly SeededPaper[];
  /** Ids by name. */
  parties: ReadonlyMap<string, string>;
  /** Ids by code. */
  types: ReadonlyMap<string, string>;
}

/** What was agreed on, how long papers are kept, what holds them, and who outside has one. */
export async function seedKept(run: SeedContext['run'], seeded: Seeded): Promise<void> {
  await seedContracts(run, seeded);
  const { papers, types } = seeded;
  const idOf = (title: string) => papers.find((paper) => paper.title === title);
  const policies = POLICIES.map(({ type, ...policy }) => ({
    ...policy,
    documentTypeId: types.get(type),
  }));
  await runEach(run, {
    ...{ field: 'retentionPolicyCreate', inputs: policies, select: 'retentionPolicy { id }' },
  });
  const documentIds = HELD.papers.map((title) => idOf(title)?.id);
  const hold = { name: HELD.name, reason: HELD.reason, documentIds };
  await runEach(run, { field: 'legalHoldOpen', inputs: [hold], select: 'legalHold { id }' });
  const link = { versionId: idOf(SHARED.paper)?.latest.id, recipient: SHARED.recipient };
  await runEach(run, { field: 'shareLinkCreate', inputs: [link], select: 'shareLink { id }' });
  await seedTemplates(run);
}

async function seedContracts(run: SeedContext['run'], { papers, parties }: Seeded): Promise<void> {
  const inputs = CONTRACTS.map(({ party, ...contract }) => ({
    ...contract,
    parties: [{ partyId: parties.get(party), role: 'SUPPLIER' }],
  }));
  const made = await runEach(run, { field: 'contractCreate', inputs, select: 'contract { id }' });
  const ids = made.map((payload) => idIn(payload, 'contract'));
  const step = { type: 'ContractInput', select: 'contract { id }' };
  await runEach(run, { ...step, field: 'contractActivate', inputs: ids.map((id) => ({ id })) });
  // Each contract is called as its paper is.
  const links = CONTRACTS.map(({ title }, at) => ({
    contractId: ids[at],
    documentId: papers.find((paper) => paper.title === title)?.id,
  }));
  await runEach(run, {
    ...{ field: 'contractDocumentAdd', type: 'ContractDocumentInput', inputs: links },
    select: 'contract { id }',
  });
}

async function seedTemplates(run: SeedContext['run']): Promise<void> {
  const made = await runEach(run, {
    ...{ field: 'documentTemplateCreate', inputs: TEMPLATES },
    select: 'documentTemplateVersion { id }',
  });
  await runEach(run, {
    ...{ field: 'documentTemplateVersionPublish', type: 'DocumentTemplateVersionInput' },
    inputs: made.map((payload) => ({ id: idIn(payload, 'documentTemplateVersion') })),
    select: 'documentTemplateVersion { id }',
  });
}
