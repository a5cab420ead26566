import type { RunSql } from '../context/run-sql.js';
import { WorkerPool } from '../context/worker-pool.js';
import { GENESIS } from './chain.js';
import { ChainCheck } from './chain-check.js';
import { type SignedHead } from './signed-head.js';
import { type ChainReport, reportOf } from './verify.js';
import { headsOf, linksOf } from './verify-rows.js';

export interface ExportOptions {
  /** URL of the worker role. */
  workerUrl: string;
  /** Uuid. */
  organizationId: string;
  /** Instants, ISO 8601: entries of `from` and later, before `to`. */
  from: string;
  to: string;
}

/** First line of an export. */
interface ExportHeader {
  format: 'bureau-audit:1';
  organizationId: string;
  /** Place and hash of the link before the first one. */
  after: number;
  previousHash: string;
  /** Last place, which has a head unless the sealer has not come so far. */
  until: number;
}

/**
 * A part of the trail as lines of JSON that can be verified without the database: a header, then
 * each entry with its link, and the signed heads between them. The part is whole: it holds every
 * place from the first entry of the span to the head that covers the last one, so that some
 * entries of other instants are in it.
 */
export async function* exportAudit(options: ExportOptions): AsyncGenerator<string> {
  const pool = new WorkerPool({ url: options.workerUrl, poolSize: 2 });
  try {
    yield* exported(pool.run, options);
  } finally {
    await pool.close();
  }
}

async function* exported(run: RunSql, options: ExportOptions): AsyncGenerator<string> {
  const { organizationId } = options;
  const header = await headerOf(run, options);
  yield JSON.stringify(header);
  const heads = headsOf(run, organizationId, header.after)[Symbol.asyncIterator]();
  let head = await heads.next();
  for await (const page of linksOf(run, organizationId, header)) {
    for (const { position, hash, text } of page) {
      yield `{"position":${position},"hash":"${hash}","entry":${text}}`;
      while (!head.done && head.value.position <= position) {
        yield JSON.stringify({ head: head.value });
        head = await heads.next();
      }
    }
  }
}

const SPAN = `
  with span as (
    select min(l.position) as first, max(l.position) as last
    from core.audit_entry e join core.audit_link l
      on l.organization_id = e.organization_id and l.entry_id = e.id
    where e.organization_id = $1 and e.at >= $2::timestamptz and e.at < $3::timestamptz)
  select coalesce(span.first, 1)::text as first, coalesce(span.last, 0)::text as last,
    (select min(h.position)::text from core.audit_head h
      where h.organization_id = $1 and h.position >= span.last) as head,
    (select encode(l.hash, 'hex') from core.audit_link l
      where l.organization_id = $1 and l.position = span.first - 1) as hash
  from span`;

interface SpanRow extends Record<string, unknown> {
  first: string;
  last: string;
  head: string | null;
  hash: string | null;
}

async function headerOf(run: RunSql, options: ExportOptions): Promise<ExportHeader> {
  const { organizationId, from, to } = options;
  const [row] = await run<SpanRow>(SPAN, [organizationId, from, to]);
  return {
    format: 'bureau-audit:1',
    organizationId,
    after: Number(row?.first ?? 1) - 1,
    previousHash: row?.hash ?? GENESIS.toString('hex'),
    until: Number(row?.head ?? row?.last ?? 0),
  };
}

const ENTRY = /^\{"position":(\d+),"hash":"([0-9a-f]{64})","entry":(\[.*\])\}$/;
const ENTRY_ID = /^\[\d+, "[^"]*", "([^"]*)"/;

/**
 * Verifies an export, without the database and in memory that does not grow with it. Without
 * `keys` every signature is taken for the platform's, and the key is for people to compare.
 * @throws Error for what is no export
 */
export async function verifyExport(
  lines: AsyncIterable<string>,
  keys?: ReadonlySet<string>,
): Promise<ChainReport & { publicKey: string | undefined }> {
  let check: ChainCheck | undefined;
  let header: ExportHeader | undefined;
  let last: SignedHead | undefined;
  for await (const line of lines) {
    if (!check || !header) {
      header = parsedHeader(line);
      const hash = Buffer.from(header.previousHash, 'hex');
      check = new ChainCheck(keys, { position: header.after, hash });
      continue;
    }
    const [, position, hash, text] = ENTRY.exec(line) ?? [];
    if (position !== undefined && hash !== undefined && text !== undefined) {
      const entryId = ENTRY_ID.exec(text)?.[1] ?? '';
      check.take({ position: Number(position), hash, entryId, text });
      continue;
    }
    last = parsedHead(line, header.organizationId);
    check.head(last);
  }
  if (!check || !header) throw notAnExport();
  check.ended(header.until, 'the export says that it goes on');
  check.vouch(last);
  const report = reportOf(check, { organizationId: header.organizationId, unsealed: 0 });
  return { ...report, publicKey: last?.publicKey };
}

function parsedHeader(line: string): ExportHeader {
  const header = json(line) as Partial<ExportHeader>;
  const { format, organizationId, after, until, previousHash } = header;
  const isHeader =
    format === 'bureau-audit:1' &&
    typeof organizationId === 'string' &&
    typeof previousHash === 'string' &&
    Number.isSafeInteger(after) &&
    Number.isSafeInteger(until);
  if (isHeader) return header as ExportHeader;
  throw notAnExport();
}

function parsedHead(line: string, organizationId: string): SignedHead {
  const { head } = json(line) as { head?: SignedHead };
  if (head?.organizationId === organizationId) return head;
  throw notAnExport();
}

function json(line: string): object {
  try {
    return (JSON.parse(line) as object | null) ?? {};
  } catch {
    throw notAnExport();
  }
}

function notAnExport(): Error {
  return new Error('This is no export of an audit trail, or a line of it is broken.');
}
