import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import {
  type ChainReport,
  createLocalHeadStore,
  exportAudit,
  verifyAudit,
  verifyExport,
} from '@bureau/core';
import type { Database } from '@bureau/server/database';
import type { Command } from 'commander';
import { Client } from 'pg';
import { command, type Json } from './command.js';
import { UsageError } from './exit-codes.js';
import { print, table } from './output.js';
import { openSession, type Session, withMigrated, withRuntime } from './session.js';

/** Commands for auditors; none of them writes. */
export function addAudit(program: Command): void {
  const audit = program.command('audit').description('The audit trail and its proof.');
  addVerify(audit);
  addExport(audit);
}

interface VerifyOptions extends Json {
  organization?: string;
  file?: string;
  key?: string;
}

function addVerify(audit: Command): void {
  command(audit, 'verify', 'Recomputes the chain of the trail; names what was changed or cut.')
    .option('--organization <slug>', 'only this organization')
    .option('--file <path>', 'an export instead of the database')
    .option('--key <hex>', 'with --file: the public key that must have signed it')
    .action(async ({ json = false, organization, file, key }: VerifyOptions) => {
      const started = performance.now();
      const reports =
        file === undefined
          ? await verifyDatabase(await openSession(), organization)
          : [await verifyFile(file, key)];
      const seconds = (performance.now() - started) / 1_000;
      print(json, { seconds, organizations: reports }, () => reports.map(shown).join('\n'));
      if (reports.some(({ ok }) => !ok)) process.exitCode = 1;
    });
}

function verifyDatabase(session: Session, slug: string | undefined): Promise<ChainReport[]> {
  return withMigrated(session, (database) =>
    withRuntime(session, database, async ({ vault }) => {
      const organizationId = slug === undefined ? undefined : await idOf(database, slug);
      const heads = createLocalHeadStore(path.join(session.environment.dataDir, 'audit-heads'));
      const workerUrl = database.urls.worker;
      const reports: ChainReport[] = [];
      for await (const report of verifyAudit({ workerUrl, vault, heads, organizationId })) {
        reports.push(report);
      }
      return reports;
    }),
  );
}

function verifyFile(file: string, key: string | undefined): Promise<ChainReport> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  return verifyExport(lines, key === undefined ? undefined : new Set([key.toLowerCase()]));
}

function shown(report: ChainReport & { publicKey?: string | undefined }): string {
  const { organizationId, entries, position, signedUpTo, unsealed, faults, faultCount } = report;
  const rows = [
    [report.ok ? 'ok' : 'FAULT', organizationId, `${entries} entries, the last one at ${position}`],
    ['', 'signed up to', String(signedUpTo ?? 'nothing')],
    ['', 'not linked yet', String(unsealed)],
    ...(report.publicKey ? [['', 'signed by', report.publicKey]] : []),
    ...faults.map(({ kind, text }) => ['FAULT', kind, text]),
  ];
  const more = faultCount - faults.length;
  return `${table(rows)}${more > 0 ? `\nand ${more} more` : ''}`;
}

interface ExportOptions extends Json {
  organization: string;
  from: string;
  to: string;
}

function addExport(audit: Command): void {
  audit
    .command('export')
    .description('Prints a part of the trail as lines of JSON that "audit verify --file" verifies.')
    .requiredOption('--organization <slug>', 'slug of the organization')
    .requiredOption('--from <instant>', 'first instant, ISO 8601', instant)
    .requiredOption('--to <instant>', 'instant behind the last one, ISO 8601', instant)
    .action(async ({ organization, from, to }: ExportOptions) => {
      await withMigrated(await openSession(), async (database) => {
        const organizationId = await idOf(database, organization);
        const workerUrl = database.urls.worker;
        for await (const line of exportAudit({ workerUrl, organizationId, from, to })) {
          if (process.stdout.write(`${line}\n`)) continue;
          await new Promise((resolve) => process.stdout.once('drain', resolve));
        }
      });
    });
}

function instant(text: string): string {
  const date = new Date(text);
  if (Number.isNaN(date.valueOf())) throw new UsageError(`"${text}" is no instant (ISO 8601).`);
  return date.toISOString();
}

async function idOf({ urls }: Database, slug: string): Promise<string> {
  const client = new Client({ connectionString: urls.worker });
  await client.connect();
  try {
    const text = 'select id from core.organization where slug = $1';
    const { rows } = await client.query<{ id: string }>(text, [slug]);
    if (rows[0]) return rows[0].id;
    throw new UsageError(`There is no organization "${slug}".`);
  } finally {
    await client.end();
  }
}
