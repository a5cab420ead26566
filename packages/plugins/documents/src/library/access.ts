import type { Ctx } from '@bureau/core';
import { type Classification, clearanceOf, CLEARANCES } from './classification.js';
import type { AccessLevel } from './document-access.entity.js';
import type { Document } from './document.entity.js';
import { libraryErrors } from './errors.js';
import { DocumentRecordType } from './library.types.js';
import { onList, OVERRIDE } from './visibility.js';

const ACTIONS = { EDIT: 'change', MANAGE: 'manage' } as const;

/**
 * What is to be changed of a document that the caller sees: an access list may ask for more than
 * a place on it. @throws DOCUMENTS_ACCESS_LEVEL
 */
export async function demandLevel(
  ctx: Ctx,
  document: Document,
  level: 'EDIT' | 'MANAGE',
): Promise<void> {
  const { principal } = ctx;
  const isFree = principal.kind === 'system' || principal.permissions.has(OVERRIDE);
  if (!document.isRestricted || isFree) return;
  const values: unknown[] = [document.id];
  const levels: AccessLevel[] = level === 'EDIT' ? ['EDIT', 'MANAGE'] : ['MANAGE'];
  const condition = onList(principal, levels);
  const seen = await ctx.rowsSql(DocumentRecordType, { alias: 'd', values, condition });
  const [found] = await ctx.sql(
    `select 1 as one from documents.document d where d.id = $1 and ${seen}`,
    values,
  );
  if (found) return;
  throw libraryErrors.ACCESS_LEVEL({ action: ACTIONS[level] }, ['input', 'documentId']);
}

/** Nobody makes a document more secret than they may read. @throws DOCUMENTS_CLASSIFICATION */
export function demandClearance(ctx: Ctx, classification: Classification): void {
  if (clearanceOf(ctx.principal).includes(classification)) return;
  const permission = CLEARANCES[classification as keyof typeof CLEARANCES];
  throw libraryErrors.CLASSIFICATION({ classification, permission }, ['input', 'classification']);
}
