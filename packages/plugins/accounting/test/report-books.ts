import { openDownload } from '@bureau/core';
import type { Loose, TestClient } from '@bureau/testing';
import type { TestBooks } from './books.js';

/** What a job made, and how it ended. */
export interface ReportedJob {
  state: string;
  progress: { done: number; failed: number; total: number | null };
  result: Loose;
  codes: string[];
  faults: { line: number; code: string; message: string }[];
}

const JOB = `query ($id: ID!) { job(by: { id: $id }) { state progress { done failed total }
  result { rows created unchanged failed asOf downloadUrl expiresAt }
  userErrors { code message }
  faults(first: 100) { nodes { line code message } } } }`;

/** A mutation that enqueues a job. */
export interface JobWish {
  field: string;
  input: Record<string, unknown>;
  as: TestClient;
}

/** Runs a mutation that enqueues a job, and the job. The payload's user errors are thrown. */
export async function runJob(books: TestBooks, wish: JobWish): Promise<ReportedJob> {
  const [job] = await runJobs(books, [wish]);
  if (!job) throw new Error('No job was made.');
  return job;
}

/** The same for several ones, which are done together. */
export async function runJobs(books: TestBooks, wishes: JobWish[]): Promise<ReportedJob[]> {
  const ids: string[] = [];
  for (const { field, input, as } of wishes) {
    const { job, userErrors } = await books.mutate(field, input, { as, select: 'job { id }' });
    if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
    ids.push(job.id);
  }
  await books.app.work();
  return Promise.all(wishes.map(({ as }, at) => jobOf(as, ids[at] ?? '')));
}

/** A job as whoever asked for it sees it. */
export async function jobOf(as: TestClient, id: string): Promise<ReportedJob> {
  const { job } = await as.data(JOB, { id });
  const { state, progress, result, userErrors, faults } = job;
  const codes = userErrors.map(({ code }: { code: string }) => code);
  return { state, progress, result, codes, faults: faults.nodes };
}

/** The bytes that a job wrote. */
export async function downloaded(books: TestBooks, { result }: ReportedJob) {
  const token = result.downloadUrl.split('/').at(-1);
  const file = await openDownload(books.app.runtime, token);
  if (!file) throw new Error('The file is gone.');
  const pieces: Uint8Array[] = [];
  const range = { start: 0, end: file.size };
  for await (const piece of file.read(range, 'test')) pieces.push(piece);
  const name = /filename="([^"]*)"/.exec(file.disposition)?.[1];
  return { name, mediaType: file.mediaType, bytes: Buffer.concat(pieces) };
}
