import type { EntryProof } from '@bureau/core';
import type { StoredVersion } from './versions-of.js';

/** What stands in `manifest.json` of a bundle. */
export interface BundleManifest {
  format: 'bureau-documents:1';
  organizationId: string;
  /** ISO 8601. */
  madeAt: string;
  documents: BundledDocument[];
}

/** One document of it. */
export interface BundledDocument {
  /** Uuid. */
  id: string;
  title: string;
  type: string | null;
  versions: BundledVersion[];
}

/** One version of it. */
export interface BundledVersion extends Omit<
  StoredVersion,
  'documentId' | 'title' | 'typeCode' | 'fileId'
> {
  /** Name in the bundle; null when the bytes were purged. */
  file: string | null;
  /** What proves that the hash stood in the audit trail. */
  proof: EntryProof;
}

/** A version with its proof. */
export interface ProvenVersion {
  version: StoredVersion;
  proof: EntryProof;
}

/** Documents with their versions in order. */
export function manifestOf(
  proven: readonly ProvenVersion[],
  facts: Pick<BundleManifest, 'organizationId' | 'madeAt'>,
): BundleManifest {
  const documents = new Map<string, BundledDocument>();
  for (const { version, proof } of proven) {
    const { documentId: id, title, typeCode: type, fileId, ...rest } = version;
    const document = documents.get(id) ?? { id, title, type, versions: [] };
    documents.set(id, document);
    const file = fileId === null ? null : nameOf(version);
    document.versions.push({ ...rest, file, proof });
  }
  return { format: 'bureau-documents:1', ...facts, documents: [...documents.values()] };
}

/** Where the bytes of a version stand in a bundle: no name that anybody gave. */
export function nameOf({ documentId, number, mediaType }: StoredVersion): string {
  return `files/${documentId}-${number}.${ENDINGS[mediaType] ?? 'bin'}`;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument';
const ENDINGS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/xml': 'xml',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/tiff': 'tif',
  'image/webp': 'webp',
  'text/csv': 'csv',
  'text/plain': 'txt',
  [`${OFFICE}.presentationml.presentation`]: 'pptx',
  [`${OPEN_DOCUMENT}.text`]: 'odt',
  [`${OPEN_DOCUMENT}.spreadsheet`]: 'ods',
  [`${OPEN_DOCUMENT}.presentation`]: 'odp',
  [`${OFFICE}.spreadsheetml.sheet`]: 'xlsx',
  [`${OFFICE}.wordprocessingml.document`]: 'docx',
};

/**
 * The script that comes with a bundle: Node alone runs it, anywhere. It recomputes every hash, the
 * links of the trail from each entry to its signed head, and the signature; and it says whose key
 * signed, for the reader to compare with the key that the organization gave out.
 */
export const VERIFY_SCRIPT = `// node verify.mjs: verifies this bundle, without network or database.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const at = (name) => new URL(name, import.meta.url);
const sha = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const hex = (text) => Buffer.from(text, 'hex');
const manifest = JSON.parse(readFileSync(at('manifest.json'), 'utf8'));
const keys = new Set();
let faults = 0;

function say(isGood, what) {
  if (!isGood) faults += 1;
  console.log((isGood ? 'ok    ' : 'FAULT ') + what);
}

function isSigned({ position, hash, signedAt, publicKey, signature }) {
  const der = Buffer.concat([hex('302a300506032b6570032100'), hex(publicKey)]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  const text = ['bureau-audit-head:v1', manifest.organizationId, position, hash, signedAt, ''];
  return verify(null, Buffer.from(text.join('\\n')), key, hex(signature));
}

function isInTrail({ id, sha256, proof }) {
  const columns = JSON.parse(proof.text);
  const [organization, type, record, action] = [1, 13, 14, 15].map((place) => columns[place]);
  const isOfVersion = organization === manifest.organizationId && type === 'DocumentVersion' &&
    record === id && action === 'CREATE' && columns[17].sha256 === sha256;
  let hash = sha(hex(proof.previousHash), sha(Buffer.from(proof.text)));
  for (const digest of proof.following) hash = sha(hash, hex(digest));
  keys.add(proof.head.publicKey);
  return isOfVersion && hash.toString('hex') === proof.head.hash && isSigned(proof.head);
}

for (const { title, versions } of manifest.documents) {
  for (const version of versions) {
    const name = title + ', version ' + version.number;
    say(isInTrail(version), name + ': entry ' + version.proof.position + ' of the trail');
    if (version.file === null) {
      console.log('      ' + name + ': bytes were disposed of');
      continue;
    }
    let found = 'nothing';
    try {
      found = sha(readFileSync(at(version.file))).toString('hex');
    } catch {
      // Said below.
    }
    say(found === version.sha256, name + ': ' + version.file);
  }
}
console.log('signed by ' + [...keys].join(', '));
console.log(faults === 0 ? 'The bundle is whole.' : faults + ' faults.');
process.exitCode = faults === 0 ? 0 : 1;
`;
