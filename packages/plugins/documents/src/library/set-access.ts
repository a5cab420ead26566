import { type Ctx, OrgUnit, Person, Role } from '@bureau/core';
import { DocumentAccess } from './document-access.entity.js';
import type { Document } from './document.entity.js';
import type { DocumentAccessEntryInput } from './document.inputs.js';
import { libraryErrors } from './errors.js';

const MOST = 200;
const PATH = ['input', 'entries'];

/**
 * Puts exactly these entries on the access list of a document; none: there is no list.
 * @throws DOCUMENTS_ACCESS_TOO_MANY, _TWICE, _MANAGER, _WHOM, Refusal NOT_FOUND
 */
export async function setAccess(
  ctx: Ctx,
  document: Document,
  entries: readonly DocumentAccessEntryInput[],
): Promise<void> {
  if (entries.length > MOST) throw libraryErrors.ACCESS_TOO_MANY({ limit: MOST }, PATH);
  if (entries.length > 0 && !entries.some(({ level }) => level === 'MANAGE')) {
    throw libraryErrors.ACCESS_MANAGER({}, PATH);
  }
  const whom = entries.map(({ personId, roleId, unitId }) => personId ?? roleId ?? unitId);
  if (new Set(whom).size < whom.length) throw libraryErrors.ACCESS_TWICE({}, PATH);
  const before = await ctx.em.find(DocumentAccess, { document: document.id });
  for (const entry of before) ctx.em.remove(entry);
  // Old entries first: somebody may stand on both lists.
  await ctx.em.flush();
  for (const [index, entry] of entries.entries()) {
    const values = await whomOf(ctx, entry, [...PATH, String(index)]);
    ctx.em.create(DocumentAccess, { document, ...values, level: entry.level });
  }
  document.isRestricted = entries.length > 0;
}

async function whomOf(
  ctx: Ctx,
  { personId, roleId, unitId }: DocumentAccessEntryInput,
  path: readonly string[],
) {
  const none = { person: null, role: null, unit: null };
  if ([personId, roleId, unitId].filter((id) => id != null).length !== 1) {
    throw libraryErrors.ACCESS_WHOM({}, path);
  }
  if (personId != null) return { ...none, person: await ctx.find(Person, personId, { path }) };
  if (roleId != null) return { ...none, role: await ctx.find(Role, roleId, { path }) };
  return { ...none, unit: await ctx.find(OrgUnit, unitId ?? '', { path }) };
}
