import {
  Arg,
  Context,
  type Ctx,
  emailAddress,
  filledText,
  Mutation,
  Party,
  Resolver,
} from '@bureau/core';
import {
  CorrespondentCreateInput,
  CorrespondentCreatePayload,
  CorrespondentUpdateInput,
  CorrespondentUpdatePayload,
  DocumentTagCreateInput,
  DocumentTagCreatePayload,
  DocumentTagUpdateInput,
  DocumentTagUpdatePayload,
  DocumentTypeCreateInput,
  DocumentTypeCreatePayload,
  DocumentTypeUpdateInput,
  DocumentTypeUpdatePayload,
} from './catalogue.types.js';
import { Correspondent } from './correspondent.entity.js';
import { DocumentTag } from './document-tag.entity.js';
import { DocumentType } from './document-type.entity.js';
import { libraryErrors } from './errors.js';

/** Types, tags and correspondents: by what documents are told apart. */
@Resolver()
export class CatalogueResolver {
  @Mutation(() => DocumentTypeCreatePayload, { description: 'Adds a kind of paper.' })
  documentTypeCreate(@Context() ctx: Ctx, @Arg('input') input: DocumentTypeCreateInput) {
    const documentType = ctx.em.create(DocumentType, {
      code: filled('code', input.code),
      name: filled('name', input.name),
      classification: input.classification ?? 'INTERNAL',
      isActive: input.isActive ?? true,
    });
    return { documentType };
  }

  @Mutation(() => DocumentTypeUpdatePayload, {
    description: 'Changes a kind of paper. How secret documents are that are there already stays.',
  })
  async documentTypeUpdate(@Context() ctx: Ctx, @Arg('input') input: DocumentTypeUpdateInput) {
    const documentType = await ctx.find(DocumentType, input.id, found(input));
    const { code, name, classification, isActive } = input;
    if (code != null) documentType.code = filled('code', code);
    if (name != null) documentType.name = filled('name', name);
    if (classification != null) documentType.classification = classification;
    if (isActive != null) documentType.isActive = isActive;
    return { documentType };
  }

  @Mutation(() => DocumentTagCreatePayload, { description: 'Adds a tag.' })
  documentTagCreate(@Context() ctx: Ctx, @Arg('input') input: DocumentTagCreateInput) {
    const name = filled('name', input.name);
    return { documentTag: ctx.em.create(DocumentTag, { name, isActive: true }) };
  }

  @Mutation(() => DocumentTagUpdatePayload, { description: 'Changes a tag.' })
  async documentTagUpdate(@Context() ctx: Ctx, @Arg('input') input: DocumentTagUpdateInput) {
    const documentTag = await ctx.find(DocumentTag, input.id, found(input));
    if (input.name != null) documentTag.name = filled('name', input.name);
    if (input.isActive != null) documentTag.isActive = input.isActive;
    return { documentTag };
  }

  @Mutation(() => CorrespondentCreatePayload, {
    description: 'Adds somebody who sends us papers, or gets them from us.',
  })
  async correspondentCreate(@Context() ctx: Ctx, @Arg('input') input: CorrespondentCreateInput) {
    const correspondent = ctx.em.create(Correspondent, {
      name: filled('name', input.name),
      party: await partyOf(ctx, input.partyId),
      email: address(input.email),
      isActive: true,
    });
    return { correspondent };
  }

  @Mutation(() => CorrespondentUpdatePayload, { description: 'Changes a correspondent.' })
  async correspondentUpdate(@Context() ctx: Ctx, @Arg('input') input: CorrespondentUpdateInput) {
    const correspondent = await ctx.find(Correspondent, input.id, found(input));
    const { name, partyId, email, isActive } = input;
    if (name != null) correspondent.name = filled('name', name);
    if (partyId !== undefined) correspondent.party = await partyOf(ctx, partyId);
    if (email !== undefined) correspondent.email = address(email);
    if (isActive != null) correspondent.isActive = isActive;
    return { correspondent };
  }
}

async function partyOf(ctx: Ctx, id: string | null | undefined): Promise<Party | null> {
  return id == null ? null : ctx.find(Party, id, { path: ['input', 'partyId'] });
}

function address(email: string | null | undefined): string | null {
  if (email == null) return null;
  return emailAddress(email, () => libraryErrors.EMAIL({}, ['input', 'email']));
}

function filled(field: string, text: string): string {
  return filledText(text, () => libraryErrors.TEXT({}, ['input', field]));
}

function found({ expectedVersion }: { expectedVersion?: number | null }) {
  return { expectedVersion, path: ['input', 'id'] };
}
