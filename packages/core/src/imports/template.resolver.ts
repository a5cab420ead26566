import type { Ctx } from '../context/ctx.js';
import { RequestContext } from '../context/request.js';
import { Arg, Context, Query, Resolver } from '../model/graphql.js';
import { type ImportColumnKind, ImportTemplate } from './import.types.js';
import { definitionsFor, withCustomColumns } from './custom-columns.js';
import type { ImportType } from './import-type.js';

/** What files for imports look like. */
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
    if (!(ctx instanceof RequestContext)) return null;
    const { plugins } = ctx.runtime.composition;
    const types = plugins.flatMap(({ definition }) => definition.imports ?? []);
    const type = types.find((one) => one.kind === kind);
    if (!type) return null;
    ctx.demand(type.permission);
    const definitions = await definitionsFor(ctx, type);
    return templateOf(definitions ? withCustomColumns(type, definitions) : type);
  }
}

function templateOf({ kind, description, columns }: ImportType): ImportTemplate {
  return {
    kind,
    description,
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
