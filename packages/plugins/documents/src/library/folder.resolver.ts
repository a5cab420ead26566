import { Arg, Context, type Ctx, encodeId, filledText, Mutation, Resolver } from '@bureau/core';
import {
  FolderCreateInput,
  FolderCreatePayload,
  FolderDeleteInput,
  FolderDeletePayload,
  FolderUpdateInput,
  FolderUpdatePayload,
} from './catalogue.types.js';
import { libraryErrors } from './errors.js';
import { Folder } from './folder.entity.js';
import { FolderType } from './library.types.js';

const FILLED = `
  select 1 as one where exists (select from documents.folder f where f.parent_id = $1)
    or exists (select from documents.document d where d.folder_id = $1)`;

/** Places for documents. */
@Resolver()
export class FolderResolver {
  @Mutation(() => FolderCreatePayload, { description: 'Adds a folder.' })
  async folderCreate(@Context() ctx: Ctx, @Arg('input') input: FolderCreateInput) {
    const parent = await parentOf(ctx, input.parentId);
    return { folder: ctx.em.create(Folder, { name: nameOf(input.name), parent }) };
  }

  @Mutation(() => FolderUpdatePayload, {
    description: 'Renames a folder, or puts it with all in it somewhere else.',
  })
  async folderUpdate(@Context() ctx: Ctx, @Arg('input') input: FolderUpdateInput) {
    const { id, name, parentId, expectedVersion } = input;
    const folder = await ctx.find(Folder, id, { expectedVersion, path: ['input', 'id'] });
    if (name != null) folder.name = nameOf(name);
    if (parentId !== undefined) folder.moveTo(await parentOf(ctx, parentId));
    return { folder };
  }

  @Mutation(() => FolderDeletePayload, { description: 'Deletes a folder with nothing in it.' })
  async folderDelete(@Context() ctx: Ctx, @Arg('input') input: FolderDeleteInput) {
    const { id, expectedVersion } = input;
    const folder = await ctx.find(Folder, id, { expectedVersion, path: ['input', 'id'] });
    // Documents that the caller may not see are in it all the same.
    const [filled] = await ctx.sql(FILLED, [folder.id]);
    if (filled) throw libraryErrors.FOLDER_FULL({}, ['input', 'id']);
    ctx.em.remove(folder);
    return { deletedId: encodeId(FolderType.options.prefix, folder.id) };
  }
}

async function parentOf(ctx: Ctx, id: string | null | undefined): Promise<Folder | null> {
  return id == null ? null : ctx.find(Folder, id, { path: ['input', 'parentId'] });
}

function nameOf(name: string): string {
  return filledText(name, () => libraryErrors.TEXT({}, ['input', 'name']));
}
