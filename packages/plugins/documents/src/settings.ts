import { type Ctx, z } from '@bureau/core';
import { OCR_LANGUAGES } from './capture/reading/languages.js';

const mailIn = z.object({
  host: z.string().default('127.0.0.1'),
  port: z.int().min(0).max(65_535),
  /** The part behind the @ of all addresses. */
  domain: z.string().min(1),
  /** Bytes of a mail. */
  maxSize: z.int().min(1_000).max(100_000_000).default(25_000_000),
});
export type MailInSettings = z.infer<typeof mailIn>;

const watchedFolder = z.object({
  path: z.string().min(1),
  /** Local part of the address of intake under which its files come in. */
  address: z.string().min(1),
  everySeconds: z.number().min(0.1).max(3_600).default(5),
  /** A file is taken when nobody has written to it for so long. */
  stillSeconds: z.number().min(0).max(3_600).default(3),
  maxSize: z.int().min(1).max(200_000_000).default(100_000_000),
});
export type WatchedFolderSettings = z.infer<typeof watchedFolder>;

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
  /** Null: no mails are taken. */
  mailIn: mailIn.nullable().default(null),
  /** Null: no folder is watched. */
  watchedFolder: watchedFolder.nullable().default(null),
});

export type DocumentsSettings = z.infer<typeof settingsSchema>;

export function settingsOf(ctx: Ctx): DocumentsSettings {
  return ctx.settings<DocumentsSettings>('documents');
}
