import {
  Arg,
  Context,
  type Ctx,
  DecimalScalar,
  type Exposed,
  expose,
  Field,
  InputType,
  Int,
  Mutation,
  payloadOf,
  Query,
  Resolver,
  VersionConflict,
} from '@bureau/core';
import { DEFAULTS, DocumentSettings } from './document-settings.entity.js';
import { handlingErrors } from './errors.js';

export const DocumentSettingsType: Exposed = expose(DocumentSettings, {
  prefix: 'dse',
  order: ['createdAt'],
  root: false,
});

@InputType({ description: 'How documents are handled; what is left out stays.' })
export class DocumentSettingsSaveInput {
  @Field(() => Int, {
    nullable: true,
    description: 'Days for which documents stay in the trash, 1 to 3650; at first 30.',
  })
  trashDays?: number | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Confidence from which something is suggested, 0 to 1; at first 0.5.',
  })
  suggestFrom?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Confidence from which a suggestion is taken without asking, not below that; at first 0.9. ' +
      'Null: never.',
  })
  applyFrom?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that you saw; the change is refused when it is another one now.',
  })
  expectedVersion?: number | null;
}

const DocumentSettingsSavePayload = payloadOf('DocumentSettingsSavePayload', {
  documentSettings: DocumentSettingsType,
});

/** What an organization sets about its documents. */
@Resolver()
export class DocumentSettingsResolver {
  @Query(() => DocumentSettingsType.object, {
    nullable: true,
    description:
      'How documents are handled; null: nothing was set, so that 30 days, 0.5 and 0.9 hold.',
  })
  async documentSettings(@Context() ctx: Ctx): Promise<{ id: string } | null> {
    const [row] = await ctx.sql<{ id: string }>('select id from documents.document_settings');
    return row ?? null;
  }

  @Mutation(() => DocumentSettingsSavePayload, {
    description: 'Sets how long documents stay in the trash, and what suggestions may do.',
  })
  async documentSettingsSave(@Context() ctx: Ctx, @Arg('input') input: DocumentSettingsSaveInput) {
    const [known] = await ctx.em.findAll(DocumentSettings, { limit: 1 });
    const { expectedVersion, trashDays, suggestFrom, applyFrom } = input;
    if (known && expectedVersion != null && expectedVersion !== known.version) {
      const { id, version } = known;
      throw new VersionConflict({ typeName: 'DocumentSettings', id, version });
    }
    const documentSettings = known ?? ctx.em.create(DocumentSettings, { ...DEFAULTS });
    if (trashDays != null) documentSettings.trashDays = trashDays;
    if (suggestFrom != null) documentSettings.suggestFrom = suggestFrom;
    if (applyFrom !== undefined) documentSettings.applyFrom = applyFrom;
    demandSettings(documentSettings);
    return { documentSettings };
  }
}

const SHARE = /^(?:0(?:\.\d{1,2})?|1(?:\.0{1,2})?)$/;

/** @throws DOCUMENTS_SETTINGS_TRASH, DOCUMENTS_SETTINGS_CONFIDENCE */
function demandSettings({ trashDays, suggestFrom, applyFrom }: DocumentSettings): void {
  if (trashDays < 1 || trashDays > 3_650) {
    throw handlingErrors.SETTINGS_TRASH({}, ['input', 'trashDays']);
  }
  for (const [name, value] of Object.entries({ suggestFrom, applyFrom })) {
    if (value == null || SHARE.test(value)) continue;
    throw handlingErrors.SETTINGS_CONFIDENCE({}, ['input', name]);
  }
  if (applyFrom == null || Number(applyFrom) >= Number(suggestFrom)) return;
  throw handlingErrors.SETTINGS_CONFIDENCE({}, ['input', 'applyFrom']);
}
