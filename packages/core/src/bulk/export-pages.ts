import { executorOf } from '../context/execute.js';
import type { JobRun } from '../jobs/job-run.js';
import { type ExportRow } from './export-lines.js';
import { failureOf } from './export-plan.js';
import { EXPORT_PERMISSION, type ExportRequest } from './export-request.js';

/** One page of an export. */
export interface ExportPage {
  nodes: ExportRow[];
  total: number | undefined;
  /** Of its last record; null when it has none. */
  after: string | null;
  hasMore: boolean;
}

interface PageAnswer {
  rows: {
    nodes: ExportRow[];
    totalCount?: number;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}

/**
 * Reads a page with the rights that the requester has now, through the same walls as a request.
 * @throws DomainError or Refusal, as the API would have answered
 */
export async function readPage(
  run: JobRun,
  request: ExportRequest,
  after: string | null,
): Promise<ExportPage> {
  const caller = await run.caller(EXPORT_PERMISSION);
  const { document, variables, page } = request;
  const own = { bulkFirst: page, bulkAfter: after, bulkCount: after === null };
  const answer = await executorOf(run.runtime)({
    document,
    variables: { ...variables, ...own },
    caller: { ...caller, listsById: true },
  });
  const [error] = answer.errors ?? [];
  if (error) throw failureOf(error);
  const { rows } = answer.data as unknown as PageAnswer;
  return {
    nodes: rows.nodes,
    total: rows.totalCount,
    after: rows.pageInfo.endCursor,
    hasMore: rows.pageInfo.hasNextPage,
  };
}
