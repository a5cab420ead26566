import { type Ctx, defineEntity, p, record } from '@bureau/core';

export const DocumentSettingsSchema = defineEntity({
  name: 'DocumentSettings',
  schema: 'documents',
  tableName: 'document_settings',
  comment: 'How documents are handled; one record.',
  properties: {
    ...record(),
    trashDays: p
      .integer()
      .default(30)
      .comment('Days for which documents stay in the trash, 1 to 3650'),
    suggestFrom: p
      .decimal()
      .precision(3)
      .scale(2)
      .default('0.5')
      .comment('Confidence from which something is suggested, 0 to 1'),
    applyFrom: p
      .decimal()
      .precision(3)
      .scale(2)
      .nullable()
      .comment('Confidence from which a suggestion is taken without asking; null: never'),
  },
});

export class DocumentSettings extends DocumentSettingsSchema.class {}
DocumentSettingsSchema.setClass(DocumentSettings);

/** What an organization has set of documents, or what holds where it has set nothing. */
export interface Handling {
  trashDays: number;
  /** 0 to 1. */
  suggestFrom: number;
  /** 0 to 1; null: nothing is taken without asking. */
  applyFrom: number | null;
}

/** Where nothing is set. */
export const DEFAULTS = { trashDays: 30, suggestFrom: '0.5', applyFrom: '0.9' } as const;

/** How the organization wants its documents handled. */
export async function handlingOf(ctx: Ctx): Promise<Handling> {
  const [known] = await ctx.em.findAll(DocumentSettings, { limit: 1 });
  const { trashDays, suggestFrom, applyFrom } = known ?? DEFAULTS;
  return {
    trashDays,
    suggestFrom: Number(suggestFrom),
    applyFrom: applyFrom == null ? null : Number(applyFrom),
  };
}
