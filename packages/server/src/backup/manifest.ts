import { createHash, type Hash } from 'node:crypto';
import type { BackupTable, RunMigration, SequenceState } from './catalogue.js';
import type { Figures } from './figures.js';
import type { Signature } from './keys.js';

/** Names of the parts that every archive has; tables are named by themselves. */
export const PART = {
  /** What the rows need: plugins, migrations, tables. */
  begin: 'begin',
  /** Signed ends of the audit trail, a line of JSON each. */
  heads: 'audit-heads',
  /** Prefix: the rows of a table that an organization has, `rows/<organization>/<table>`. */
  rows: 'rows/',
  /** Prefix: the encrypted bytes of a file, as `blob/<organization>/<id>`. */
  blob: 'blob/',
  /** Last: what all parts are, signed. */
  manifest: 'manifest',
} as const;

/** The organization (uuid) whose key seals a part; undefined: the key of the archive does. */
export function organizationOfPart(name: string): string | undefined {
  return name.startsWith(PART.rows) ? name.split('/')[1] : undefined;
}

/** The table whose rows a part holds, if it holds any. */
export function tableOfPart(name: string): string {
  return name.startsWith(PART.rows) ? name.split('/').slice(2).join('/') : name;
}

/** The first part of an archive. */
export interface BackupBegin {
  /** ISO 8601, UTC: the instant of the snapshot. */
  createdAt: string;
  /** Of PostgreSQL. */
  postgres: string;
  plugins: readonly { id: string; version: string }[];
  migrations: readonly RunMigration[];
  tables: readonly BackupTable[];
  /** Tables of keys: their rows are in the key register, in no archive. */
  keyTables: readonly BackupTable[];
}

/** The last part of an archive: what it must contain and what must be there once it is restored. */
export interface BackupManifest extends Figures {
  begin: BackupBegin;
  sequences: readonly SequenceState[];
  /** Of tables, of the audit heads, and of the begin; SHA-256 in hexadecimal by name. */
  parts: Readonly<Record<string, { bytes: number; sha256: string }>>;
  /** All files; `sha256` is over a line `<name> <sha256>` of each, in order. */
  blobs: { count: number; bytes: number; sha256: string };
}

/** The manifest as it stands in the archive: the text that was signed, to the byte. */
export interface SignedManifest extends Signature {
  text: string;
}

/** The sum over all files of an archive. */
export class BlobSum {
  private readonly hash: Hash = createHash('sha256');
  private count = 0;
  private bytes = 0;

  add(blob: { name: string; bytes: number; sha256: string }): void {
    this.hash.update(`${blob.name} ${blob.sha256}\n`);
    this.count += 1;
    this.bytes += blob.bytes;
  }

  get value(): BackupManifest['blobs'] {
    return { count: this.count, bytes: this.bytes, sha256: this.hash.copy().digest('hex') };
  }
}
