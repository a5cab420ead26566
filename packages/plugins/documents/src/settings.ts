import { type Ctx, z } from '@bureau/core';
import { OCR_LANGUAGES } from './capture/reading/languages.js';

/** Settings of this plugin in bureau.config.ts. */
export const settingsSchema = z.object({
  reading: z
    .object({
      /** Languages that pages are read in, the commonest first; the document's own comes before. */
      languages: z.array(z.enum(OCR_LANGUAGES)).min(1).default(['eng', 'deu']),
      /** What the barcode on a separator sheet says. */
      separator: z.string().min(1).max(500).default('SEPARATOR'),
      /** Pages that are read at once in this process; each takes a core for a second or two. */
      threads: z.int().min(1).max(32).default(1),
      /** 0 to 19: how far reading stands back behind requests. */
      niceness: z.int().min(0).max(19).default(10),
    })
    .prefault({}),
});

export type DocumentsSettings = z.infer<typeof settingsSchema>;

export function settingsOf(ctx: Ctx): DocumentsSettings {
  return ctx.settings<DocumentsSettings>('documents');
}
