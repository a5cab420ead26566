import { type Ctx, defineLoader } from '@bureau/core';
import { retentionErrors } from './errors.js';
import type { RetentionEvent, RetentionState } from './retention-kinds.js';

/** What keeps a document, whatever day it is. */
export interface Keeping {
  terms: readonly Term[];
  /** Uuids of the open cases. */
  holds: readonly string[];
}

/** What one policy says of it. */
export interface Term {
  /** Uuid. */
  policyId: string;
  code: string;
  event: RetentionEvent;
  occurredOn: string | null;
  /** First day on which it lets the document go; null: not known yet. */
  freeOn: string | null;
}

/** Whether it may go on a day. */
export interface Verdict {
  state: RetentionState;
  /** First day on which no term keeps it; null: not known yet, or no policy is for it. */
  freeOn: string | null;
}

/** The longest term wins, one that has not begun is the longest; a hold beats all. */
export function verdictOn(day: string, { terms, holds }: Keeping): Verdict {
  const isPending = terms.some(({ freeOn }) => freeOn === null);
  const longest = isPending
    ? null
    : (terms
        .map(({ freeOn }) => freeOn ?? '')
        .toSorted()
        .at(-1) ?? null);
  const byTerm = isPending ? 'PENDING' : longest !== null && longest > day ? 'RETAINED' : 'FREE';
  return { state: holds.length > 0 ? 'HELD' : byTerm, freeOn: longest };
}

const SPANS = `
  select s.document_id, s.policy_id, p.code, s.event, s.occurred_on::text as occurred_on,
    s.free_on::text as free_on
  from documents.retention_span s
  join documents.retention_policy p
    on p.organization_id = s.organization_id and p.id = s.policy_id
  where s.document_id = any($1::uuid[])
  order by s.free_on desc nulls first, p.code`;

const HOLDS = `
  select d.document_id, d.hold_id from documents.legal_hold_document d
  join documents.legal_hold h on h.organization_id = d.organization_id and h.id = d.hold_id
  where d.document_id = any($1::uuid[]) and h.state = 'OPEN'
  order by d.hold_id`;

interface SpanRow extends Record<string, unknown> {
  document_id: string;
  policy_id: string;
  code: string;
  event: RetentionEvent;
  occurred_on: string | null;
  free_on: string | null;
}

/** What keeps documents (uuids), of many at once. */
export async function keepingOf(
  ctx: Ctx,
  documentIds: readonly string[],
): Promise<Map<string, Keeping>> {
  const spans = await ctx.sql<SpanRow>(SPANS, [documentIds]);
  const holds = await ctx.sql<{ document_id: string; hold_id: string }>(HOLDS, [documentIds]);
  return new Map(
    documentIds.map((id) => [
      id,
      {
        terms: spans.filter((row) => row.document_id === id).map(termOf),
        holds: holds.filter((row) => row.document_id === id).map((row) => row.hold_id),
      },
    ]),
  );
}

function termOf({ policy_id, code, event, occurred_on, free_on }: SpanRow): Term {
  return { policyId: policy_id, code, event, occurredOn: occurred_on, freeOn: free_on };
}

/** One statement for the documents of a page. */
export const keepingLoader = defineLoader<string, Keeping>({
  name: 'documents.keeping',
  key: (id) => id,
  batch: async (ctx, ids) => {
    const found = await keepingOf(ctx, ids);
    return ids.map((id) => found.get(id) ?? { terms: [], holds: [] });
  },
});

/**
 * That nothing keeps a document (uuid) today. The caller has locked it, so that no hold comes in
 * between. Returns what kept it until now.
 * @throws DOCUMENTS_HELD, DOCUMENTS_RETAINED
 */
export async function demandFree(
  ctx: Ctx,
  documentId: string,
  path: readonly string[],
): Promise<Keeping & Verdict> {
  const keeping = (await keepingOf(ctx, [documentId])).get(documentId) ?? { terms: [], holds: [] };
  const verdict = verdictOn(ctx.today, keeping);
  if (verdict.state === 'HELD') throw retentionErrors.HELD({}, path);
  if (verdict.state === 'FREE') return { ...keeping, ...verdict };
  const [first] = keeping.terms;
  const reason =
    verdict.freeOn === null
      ? `policy ${first?.code} waits for ${first?.event}`
      : `policy ${first?.code} keeps it until ${verdict.freeOn}`;
  throw retentionErrors.RETAINED({ reason }, path);
}
