import { Arg, Context, type Ctx, Mutation, NumberSeriesService, Resolver } from '@bureau/core';
import { endAfterNotice } from './contract-days.js';
import { Contract, ContractParty } from './contract.entity.js';
import {
  ContractActivatePayload,
  ContractCreateInput,
  ContractCreatePayload,
  ContractDeletePayload,
  ContractInput,
  ContractTerminateInput,
  ContractTerminatePayload,
  ContractUpdateInput,
  ContractUpdatePayload,
} from './contract.inputs.js';
import { demandTerms, ownerOf, setParties, valueOf } from './contract-terms.js';
import { contractErrors } from './errors.js';
import { contractActivated, contractTerminated } from './events.js';

/** Contracts: drafts, what is in force, and how it ends. */
@Resolver()
export class ContractResolver {
  @Mutation(() => ContractCreatePayload, { description: 'Begins a contract: a draft.' })
  async contractCreate(@Context() ctx: Ctx, @Arg('input') input: ContractCreateInput) {
    const series = ctx.service(NumberSeriesService);
    const contract = ctx.em.create(Contract, {
      number: await series.next(ctx, 'documents.contract'),
      title: input.title.trim(),
      kind: input.kind,
      value: valueOf(input.value),
      billing: input.billing ?? 'ONCE',
      startsOn: input.startsOn,
      endsOn: input.endsOn ?? null,
      noticeCount: input.noticeCount ?? null,
      noticeUnit: input.noticeUnit ?? null,
      renewalMonths: input.renewalMonths ?? null,
      remindDays: input.remindDays ?? 30,
      owner: await ownerOf(ctx, input.ownerId),
      memo: input.memo?.trim() || null,
    });
    demandTerms(contract);
    await setParties(ctx, contract, input.parties);
    return { contract };
  }

  @Mutation(() => ContractUpdatePayload, { description: 'Changes a contract.' })
  async contractUpdate(@Context() ctx: Ctx, @Arg('input') input: ContractUpdateInput) {
    const contract = await contractAt(ctx, input);
    contract.assertState('DRAFT', 'ACTIVE');
    await change(ctx, contract, input);
    demandTerms(contract);
    return { contract };
  }

  @Mutation(() => ContractActivatePayload, { description: 'Puts a draft in force.' })
  async contractActivate(@Context() ctx: Ctx, @Arg('input') input: ContractInput) {
    const contract = await contractAt(ctx, input);
    contract.activate();
    const { id, number, startsOn, endsOn = null } = contract;
    const payload = { contractId: id, number, startsOn, endsOn };
    ctx.emit(contractActivated, payload, { type: 'Contract', id });
    return { contract };
  }

  @Mutation(() => ContractTerminatePayload, {
    description:
      'Ends a contract that is in force: by its term of notice, or on a day that was agreed on. ' +
      'A notice that is late is good for the end of the next term.',
  })
  async contractTerminate(@Context() ctx: Ctx, @Arg('input') input: ContractTerminateInput) {
    const contract = await contractAt(ctx, input);
    const reason = input.reason.trim();
    if (reason === '') throw contractErrors.CONTRACT_REASON({}, ['input', 'reason']);
    const on = input.noticeGivenOn ?? ctx.today;
    const endsOn = input.endsOn ?? endAfterNotice(contract.agreedDays(), on);
    contract.terminate(endsOn, { on, reason });
    const { id, number } = contract;
    const payload = { contractId: id, number, endsOn, reason };
    ctx.emit(contractTerminated, payload, { type: 'Contract', id });
    return { contract };
  }

  @Mutation(() => ContractDeletePayload, { description: 'Throws a draft away.' })
  async contractDelete(@Context() ctx: Ctx, @Arg('input') input: ContractInput) {
    const contract = await contractAt(ctx, input);
    contract.assertState('DRAFT');
    for (const row of await ctx.em.find(ContractParty, { contract: contract.id })) {
      ctx.em.remove(row);
    }
    await ctx.em.flush();
    ctx.em.remove(contract);
    return { deletedId: input.id };
  }
}

function contractAt(ctx: Ctx, { id, expectedVersion }: ContractInput): Promise<Contract> {
  return ctx.find(Contract, id, { path: ['input', 'id'], expectedVersion, lock: true });
}

const BINDING = [
  ...(['kind', 'value', 'billing', 'startsOn', 'endsOn', 'noticeCount', 'noticeUnit'] as const),
  ...(['renewalMonths', 'parties'] as const),
] as const;

/** @throws DOCUMENTS_CONTRACT_BOUND for terms of a contract that is in force */
async function change(ctx: Ctx, contract: Contract, input: ContractUpdateInput): Promise<void> {
  const bound = BINDING.find((key) => input[key] !== undefined);
  if (contract.state !== 'DRAFT' && bound !== undefined) {
    throw contractErrors.CONTRACT_BOUND({ number: contract.number }, ['input', bound]);
  }
  const { title, kind, billing, startsOn, remindDays } = input;
  const needed = { title: title?.trim(), kind, billing, startsOn, remindDays };
  const { endsOn, noticeCount, noticeUnit, renewalMonths } = input;
  const values = {
    ...Object.fromEntries(Object.entries(needed).filter(([, value]) => value != null)),
    ...defined({ endsOn, noticeCount, noticeUnit, renewalMonths }),
    ...defined({ memo: input.memo === undefined ? undefined : input.memo?.trim() || null }),
    ...defined({ value: input.value === undefined ? undefined : valueOf(input.value) }),
  };
  ctx.em.assign(contract, values);
  if (input.ownerId !== undefined) contract.owner = await ownerOf(ctx, input.ownerId);
  if (input.parties != null) await setParties(ctx, contract, input.parties);
}

function defined(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
