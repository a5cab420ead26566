import type { RootKeys } from '@bureau/core';
import { openArchive, type ReadPart, wholeOf } from './archive-reader.js';
import { BackupError } from './errors.js';
import { type KeyRegister, readRegister, registerBeside } from './key-register.js';
import { hasSigned, type BackupKey, type BackupKeys } from './keys.js';
import {
  BlobSum,
  organizationOfPart,
  PART,
  type BackupManifest,
  type SignedManifest,
} from './manifest.js';

export interface VerifyBackupOptions {
  file: string;
  keys: BackupKeys;
  /** Open the keys of organizations in the register. */
  roots: RootKeys;
  /** The key register; default: `bureau.keys` beside the archive. */
  register?: string | undefined;
}

/**
 * Reads an archive from its first byte to its last; what it holds then.
 * An organization whose key was destroyed is left out.
 * @throws BackupError naming the part that is damaged, missing or not what was signed
 */
export async function verifyBackup(options: VerifyBackupOptions): Promise<BackupManifest> {
  const register = await registerOf(options);
  return readBackup({ ...options, keyRegister: register }, async (_part, bytes) => {
    for await (const _ of bytes);
  });
}

/** The register that belongs to the archive. @throws BackupError */
export function registerOf(options: VerifyBackupOptions): Promise<KeyRegister> {
  const { file, register = registerBeside(file), keys, roots } = options;
  return readRegister(register, keys, roots);
}

/**
 * The same, handing each part but the manifest to a taker, which reads all of its bytes. What was
 * taken counts only when this returns.
 */
export async function readBackup(
  { file, keys, keyRegister }: VerifyBackupOptions & { keyRegister: KeyRegister },
  take: (name: string, bytes: AsyncIterable<Buffer>) => Promise<void>,
): Promise<BackupManifest> {
  const archive = await openArchive(file, keys, keyRegister.keyOf);
  try {
    const parts: Record<string, { bytes: number; sha256: string }> = {};
    const blobs = new BlobSum();
    const unreadable = new Set<string>();
    let signed: SignedManifest | undefined;
    for await (const part of archive.parts()) {
      if (part.name === PART.manifest) {
        signed = JSON.parse((await wholeOf(part.bytes())).toString()) as SignedManifest;
        continue;
      }
      if (part.isUnreadable) {
        unreadable.add(part.name);
        await wholeOf(part.bytes());
        continue;
      }
      const read = await takePart(part, take);
      if (part.name.startsWith(PART.blob)) blobs.add({ name: part.name, ...read });
      else parts[part.name] = read;
    }
    return proven({ signed, key: archive.key, parts, blobs: blobs.value, unreadable });
  } finally {
    await archive.close();
  }
}

async function takePart(
  part: ReadPart,
  take: (name: string, bytes: AsyncIterable<Buffer>) => Promise<void>,
): Promise<{ bytes: number; sha256: string }> {
  let size = 0;
  const counted = async function* () {
    for await (const chunk of part.bytes()) {
      size += chunk.length;
      yield chunk;
    }
  };
  await take(part.name, counted());
  return { bytes: size, sha256: part.sha256() };
}

function proven(read: {
  signed: SignedManifest | undefined;
  key: BackupKey;
  parts: BackupManifest['parts'];
  blobs: BackupManifest['blobs'];
  unreadable: ReadonlySet<string>;
}): BackupManifest {
  const { signed, key, parts, blobs, unreadable } = read;
  if (!signed) throw new BackupError('The backup has no manifest.');
  if (!hasSigned(key, Buffer.from(signed.text), signed.signature)) {
    throw new BackupError('The manifest of the backup does not bear the signature of its key.');
  }
  const manifest = JSON.parse(signed.text) as BackupManifest;
  for (const name of new Set([...Object.keys(parts), ...Object.keys(manifest.parts)])) {
    if (unreadable.has(name)) continue;
    if (JSON.stringify(parts[name]) === JSON.stringify(manifest.parts[name])) continue;
    throw new BackupError(`Part ${name} of the backup is not what its manifest says.`);
  }
  if (JSON.stringify(blobs) !== JSON.stringify(manifest.blobs)) {
    throw new BackupError('The files of the backup are not what its manifest says.');
  }
  return withoutErased(manifest, unreadable);
}

/** What is still there. */
function withoutErased(manifest: BackupManifest, unreadable: ReadonlySet<string>): BackupManifest {
  const erased = new Set([...unreadable].map(organizationOfPart));
  const organizations = manifest.organizations.filter(({ id }) => !erased.has(id));
  return { ...manifest, organizations };
}
