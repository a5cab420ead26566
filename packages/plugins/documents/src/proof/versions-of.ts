import type { Ctx } from '@bureau/core';

/** A version as it is stored. */
export interface StoredVersion {
  /** Uuid. */
  id: string;
  documentId: string;
  title: string;
  typeCode: string | null;
  number: number;
  state: string;
  /** Uuid; null when the bytes were purged. */
  fileId: string | null;
  sha256: string;
  mediaType: string;
  size: number;
  createdAt: string;
}

const VERSIONS = `
  select v.id, v.document_id, d.title, t.code, v.number::text as number, v.state, v.file_id,
    v.sha256, v.media_type, v.size::text as size,
    to_char(v.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at
  from documents.document_version v
  join documents.document d on d.organization_id = v.organization_id and d.id = v.document_id
  left join documents.document_type t on t.organization_id = d.organization_id and t.id = d.type_id
  where v.document_id = any($1::uuid[])
  order by v.document_id, v.number`;

interface VersionRow extends Record<string, unknown> {
  id: string;
  document_id: string;
  title: string;
  code: string | null;
  number: string;
  state: string;
  file_id: string | null;
  sha256: string;
  media_type: string;
  size: string;
  created_at: string;
}

/** Versions of documents (uuids) that the caller may see, in order. */
export async function versionsOf(ctx: Ctx, documentIds: readonly string[]) {
  const rows = await ctx.sql<VersionRow>(VERSIONS, [documentIds]);
  return rows.map((row): StoredVersion => ({
    id: row.id,
    documentId: row.document_id,
    title: row.title,
    typeCode: row.code,
    number: Number(row.number),
    state: row.state,
    fileId: row.file_id,
    sha256: row.sha256,
    mediaType: row.media_type,
    size: Number(row.size),
    createdAt: row.created_at,
  }));
}
