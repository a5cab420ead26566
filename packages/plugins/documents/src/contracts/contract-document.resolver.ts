import {
  Arg,
  Context,
  type Ctx,
  Field,
  ID,
  InputType,
  Mutation,
  payloadOf,
  Resolver,
} from '@bureau/core';
import { Document } from '../library/document.entity.js';
import { DocumentRecordType } from '../library/library.types.js';
import { ContractDocument } from './contract-document.entity.js';
import { Contract } from './contract.entity.js';
import { ContractType } from './contract.types.js';

@InputType({ description: 'A paper of a contract.' })
export class ContractDocumentInput {
  @Field(() => ID, { description: 'The contract.' })
  contractId!: string;
  @Field(() => ID, { description: 'The document.' })
  documentId!: string;
}

const both = { contract: ContractType, document: DocumentRecordType };
const ContractDocumentAddPayload = payloadOf('ContractDocumentAddPayload', both);
const ContractDocumentRemovePayload = payloadOf('ContractDocumentRemovePayload', both);

/** Papers of contracts. */
@Resolver()
export class ContractDocumentResolver {
  @Mutation(() => ContractDocumentAddPayload, {
    description: 'Puts a document to a contract; one that is there already stays.',
  })
  async contractDocumentAdd(@Context() ctx: Ctx, @Arg('input') input: ContractDocumentInput) {
    const { contract, document, link } = await linkOf(ctx, input);
    if (!link) ctx.em.create(ContractDocument, { contract, document });
    return { contract, document };
  }

  @Mutation(() => ContractDocumentRemovePayload, {
    description: 'Takes a document away from a contract; the document stays.',
  })
  async contractDocumentRemove(@Context() ctx: Ctx, @Arg('input') input: ContractDocumentInput) {
    const { contract, document, link } = await linkOf(ctx, input);
    if (link) ctx.em.remove(link);
    return { contract, document };
  }
}

async function linkOf(ctx: Ctx, { contractId, documentId }: ContractDocumentInput) {
  const at = (name: string) => ({ path: ['input', name], lock: true });
  const contract = await ctx.find(Contract, contractId, at('contractId'));
  const document = await ctx.find(Document, documentId, at('documentId'));
  const where = { contract: contract.id, document: document.id };
  return { contract, document, link: await ctx.em.findOne(ContractDocument, where) };
}
