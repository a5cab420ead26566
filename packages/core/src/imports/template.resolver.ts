import type { Ctx } from '../context/ctx.js';
import type { RequestContext } from '../context/request.js';
import { requestOf } from '../context/runtime-of.js';
import { Arg, Context, Mutation, Query, Resolver } from '../model/graphql.js';
import { definitionsFor, withCustomColumns } from './custom-columns.js';
import { importErrors } from './errors.js';
import {
  type ImportColumnKind,
  ImportPayload,
  ImportStartInput,
  ImportTemplate,
} from './import.types.js';
import type { ImportType } from './import-type.js';
import { requestImport } from './request-import.js';

/** What can be imported, what files for it look like, and imports of any kind. */
@Resolver()
export class ImportTemplateResolver {
  @Query(() => ImportTemplate, {
    nullable: true,
    description: 'Header and columns of a file to import; null when nothing has this kind.',
  })
  async importTemplate(
    @Context() ctx: Ctx,
    @Arg('kind', () => String, { description: 'Kind of the rows, such as employee.' }) kind: string,
  ): Promise<ImportTemplate | null> {
    const type = typesOf(requestOf(ctx)).find((one) => one.kind === kind);
    if (!type) return null;
    ctx.demand(type.permission);
    return templateOf(requestOf(ctx), type);
  }

  @Query(() => [ImportTemplate], {
    description: 'Everything that the caller may import, with its columns.',
  })
  importTypes(@Context() ctx: Ctx): Promise<ImportTemplate[]> {
    const request = requestOf(ctx);
    const allowed = typesOf(request).filter(({ permission }) => ctx.can(permission));
    return Promise.all(allowed.map((type) => templateOf(request, type)));
  }

  @Mutation(() => ImportPayload, {
    description:
      'Imports rows of any kind that a plugin has registered, as a job; needs the permission of ' +
      'the kind, and for UPSERT the one to change its records.',
  })
  importStart(@Context() ctx: Ctx, @Arg('input') input: ImportStartInput) {
    const request = requestOf(ctx);
    const type = typesOf(request).find(({ kind }) => kind === input.type);
    if (!type) throw importErrors.IMPORT_TYPE({ kind: input.type }, ['input', 'type']);
    ctx.demand(type.permission);
    return requestImport(type, request, input);
  }
}

function typesOf({ runtime }: RequestContext): ImportType[] {
  const all = runtime.composition.plugins.flatMap(({ definition }) => definition.imports ?? []);
  return all.filter(({ into }) => into === undefined);
}

/** With the custom fields as they are now. */
async function templateOf(ctx: RequestContext, plain: ImportType): Promise<ImportTemplate> {
  const definitions = await definitionsFor(ctx, plain);
  const type = definitions ? withCustomColumns(plain, definitions) : plain;
  const { kind, description, columns, key } = type;
  return {
    kind,
    description,
    key,
    canUpsert: type.upsert !== undefined,
    canExport: type.export !== undefined,
    header: columns.map(({ name }) => name).join(','),
    columns: columns.map((column) => ({
      name: column.name,
      description: column.description,
      kind: column.kind.toUpperCase() as ImportColumnKind,
      isRequired: column.required === true,
      values: column.values ?? null,
      maxLength: column.maxLength ?? null,
    })),
  };
}
