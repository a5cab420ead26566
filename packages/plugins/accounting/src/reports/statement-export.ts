import { defineJob, Files, REPORT_PURPOSE } from '@bureau/core';
import { statementFile } from './statement-file.js';
import { type StatementFileWish, statementFileWish } from './statement-wish.js';

/** Writes a statement into a file, whose address is in the result of the job for a day. */
export const statementExport = defineJob<StatementFileWish>({
  kind: 'accounting.statementExport',
  description: 'Writes a statement into a file.',
  input: statementFileWish,
  permission: 'accounting.report.read',
  async run(work) {
    const { draft, name, instant } = await work.read(async (ctx) => {
      const { bytes, mediaType, name: fileName } = await statementFile(ctx, work.input);
      const what = { purpose: REPORT_PURPOSE.id, mediaType, size: bytes.length };
      const source = (async function* () {
        yield bytes;
      })();
      const instant = work.input.knownAt ?? ctx.now.toISOString();
      return { draft: await ctx.service(Files).write(ctx, what, source), name: fileName, instant };
    });
    await work.finish(async (ctx) => {
      const { id } = await ctx.service(Files).create(ctx, draft, name);
      return { done: 1, total: 1, outcome: { asOf: instant, fileId: id } };
    });
  },
});
