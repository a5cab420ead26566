import { type Ctx, Person } from '@bureau/core';
import { Correspondent } from './correspondent.entity.js';
import { DocumentType } from './document-type.entity.js';
import { libraryErrors } from './errors.js';
import { Folder } from './folder.entity.js';

/** Ids of what a document points to, as inputs give them; null takes one away. */
export interface GivenFacts {
  typeId?: string | null;
  correspondentId?: string | null;
  folderId?: string | null;
  personId?: string | null;
}

/** What a document points to; what was not given is not in it. */
export interface Facts {
  type?: DocumentType | null;
  correspondent?: Correspondent | null;
  folder?: Folder | null;
  person?: Person | null;
}

/** @throws Refusal NOT_FOUND, DOCUMENTS_INACTIVE */
export async function factsOf(ctx: Ctx, given: GivenFacts): Promise<Facts> {
  const { typeId, correspondentId, folderId, personId } = given;
  const facts: Facts = {};
  if (typeId !== undefined) {
    const path = ['input', 'typeId'];
    facts.type =
      typeId === null ? null : active(await ctx.find(DocumentType, typeId, { path }), path);
  }
  if (correspondentId !== undefined) {
    const path = ['input', 'correspondentId'];
    const found = correspondentId && (await ctx.find(Correspondent, correspondentId, { path }));
    facts.correspondent = found ? active(found, path) : null;
  }
  if (folderId !== undefined) {
    const path = ['input', 'folderId'];
    facts.folder = folderId === null ? null : await ctx.find(Folder, folderId, { path });
  }
  if (personId !== undefined) {
    const path = ['input', 'personId'];
    facts.person = personId === null ? null : await ctx.find(Person, personId, { path });
  }
  return facts;
}

function active<T extends { name: string; isActive: boolean }>(one: T, path: readonly string[]): T {
  if (one.isActive) return one;
  throw libraryErrors.INACTIVE({ name: one.name }, path);
}
