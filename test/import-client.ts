import { setTimeout as sleep } from 'node:timers/promises';

/** Imports over HTTP, as an integrator does them. */

export interface Access {
  /** `http://127.0.0.1:41234` */
  url: string;
  token: string;
}

export type ImportField =
  | 'employeeImport'
  | 'assetImport'
  | 'licenseImport'
  | 'employeeSeatImport'
  | 'assetSeatImport'
  | 'employeeSkillImport'
  | 'certificateImport';

export interface ImportOptions {
  dryRun?: boolean;
  onError?: 'REJECT_ALL' | 'REJECT_FAILED';
  mapping?: readonly { header: string; column: string }[];
}

export interface ImportJob {
  state: string;
  progress: { done: number; failed: number; total: number | null };
  result: {
    rows: number;
    created: number;
    updated: number;
    unchanged: number;
    failed: number;
    seconds: number;
    fileId: string | null;
    downloadUrl: string | null;
  } | null;
  userErrors: { code: string }[];
  faults: { nodes: { line: number; column: string | null; code: string; message: string }[] };
}

/** JSON that tests walk freely. */
type Loose = ReturnType<JSON['parse']>;

const SLOT = `mutation ($size: Int!) {
  fileUploadCreate(input: { name: "rows.csv", mediaType: "text/csv", size: $size,
    purpose: "core.import" }) { url upload { id } userErrors { code message } } }`;

const JOB = `query ($id: ID!) { job(by: { id: $id }) {
  state progress { done failed total } 
  result { rows created updated unchanged failed seconds fileId downloadUrl }
  userErrors { code }
  faults(first: 100, orderBy: { field: LINE }) { nodes { line column code message } } } }`;

const LOOK = 'query ($id: ID!) { job(by: { id: $id }) { state progress { done failed total } } }';

/**
 * Data of an operation; one that is throttled waits as it is told to and comes again.
 * @throws Error with the errors, also those of payloads
 */
export async function send(access: Access, query: string, variables: object = {}): Promise<Loose> {
  const { url, token } = access;
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors = [] } = (await response.json()) as Loose;
  if (errors[0]?.extensions.code === 'THROTTLED') {
    await sleep(errors[0].extensions.retryAfterMs);
    return send(access, query, variables);
  }
  const isMutation = query.startsWith('mutation');
  const payloads = Object.values((data ?? {}) as Record<string, { userErrors?: [] } | null>);
  const refused = isMutation ? payloads.flatMap((payload) => payload?.userErrors ?? []) : [];
  if (errors.length + refused.length === 0) return data;
  throw new Error(JSON.stringify([...errors, ...refused]));
}

/** Slot, bytes, mutation; the id of the job. */
export async function startImport(
  access: Access,
  field: ImportField,
  { csv, ...options }: ImportOptions & { csv: string },
): Promise<string> {
  const bytes = Buffer.from(csv);
  const { fileUploadCreate } = await send(access, SLOT, { size: bytes.length });
  const put = await fetch(`${access.url}${fileUploadCreate.url}`, {
    method: 'PUT',
    headers: { 'content-type': 'text/csv' },
    body: bytes,
  });
  if (put.status !== 201) throw new Error(await put.text());
  const document = `mutation ($input: ImportInput!) {
    job: ${field}(input: $input) { job { id } userErrors { code message } } }`;
  const input = { uploadId: fileUploadCreate.upload.id, ...options };
  return (await send(access, document, { input })).job.job.id;
}

export async function jobOf(access: Access, id: string): Promise<ImportJob> {
  return (await send(access, JOB, { id })).job;
}

/** The job when it has ended, or is so far that `done` says yes. */
export async function followed(
  access: Access,
  id: string,
  done: (job: Pick<ImportJob, 'state' | 'progress'>) => boolean = () => false,
): Promise<ImportJob> {
  for (;;) {
    // Faults cost points of the caller's: they are read once, at the end.
    const { job } = await send(access, LOOK, { id });
    if (done(job) || !['QUEUED', 'RUNNING'].includes(job.state)) return jobOf(access, id);
    await sleep(100);
  }
}

/** Imports a file and waits for the end. */
export async function imported(
  access: Access,
  field: ImportField,
  options: ImportOptions & { csv: string },
): Promise<ImportJob> {
  return followed(access, await startImport(access, field, options));
}
