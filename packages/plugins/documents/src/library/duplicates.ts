import type { Ctx } from '@bureau/core';
import { DocumentRecordType } from './library.types.js';

const MOST = 10;

/**
 * Uuids of other documents of which a version has the same bytes, the oldest first. Only those that
 * the caller may see: that somebody else has a paper is no business of a stranger.
 * @param sha256 of the bytes, hexadecimal
 */
export async function duplicatesOf(
  ctx: Ctx,
  { sha256, except }: { sha256: string; except: string },
): Promise<string[]> {
  const values: unknown[] = [sha256, except];
  const seen = await ctx.rowsSql(DocumentRecordType, { alias: 'd', values });
  const rows = await ctx.sql<{ id: string }>(
    `select d.id from documents.document d
      where d.id <> $2 and d.state <> 'PURGED' and exists (
        select from documents.document_version v
         where v.organization_id = d.organization_id and v.document_id = d.id and v.sha256 = $1)
        and ${seen}
      order by d.id limit ${MOST}`,
    values,
  );
  return rows.map(({ id }) => id);
}
