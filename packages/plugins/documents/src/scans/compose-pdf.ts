import { Piscina } from 'piscina';
import { workerFile } from '../worker-file.js';
import type { ComposedPdf, PdfPlan } from './compose-pdf.worker.js';
import { scanErrors } from './errors.js';

/** Milliseconds for one task. */
const TIME = 120_000;

let pool: Piscina<PdfPlan, ComposedPdf[] | 'UNREADABLE'> | undefined;

/** Makes files of pages of others, in a thread. @throws DOCUMENTS_SCAN_UNREADABLE */
export async function composePdfs(plan: PdfPlan): Promise<ComposedPdf[]> {
  pool ??= new Piscina({
    ...workerFile('./compose-pdf.worker', import.meta.url),
    name: 'composePdfs',
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 5_000,
    resourceLimits: { maxOldGenerationSizeMb: 1_024 },
  });
  const made = await pool.run(plan, { signal: AbortSignal.timeout(TIME) });
  if (made === 'UNREADABLE') throw scanErrors.SCAN_UNREADABLE({}, ['input', 'documentId']);
  return made;
}
