import { openArchive, type ReadPart } from './archive-reader.js';
import { BackupError } from './errors.js';
import { hasSigned, type BackupKey, type BackupKeys } from './keys.js';
import { BlobSum, PART, type BackupManifest, type SignedManifest } from './manifest.js';

export interface VerifyBackupOptions {
  file: string;
  keys: BackupKeys;
}

/**
 * Reads an archive from its first byte to its last; what it holds then.
 * @throws BackupError naming the part that is damaged, missing or not what was signed
 */
export async function verifyBackup(options: VerifyBackupOptions): Promise<BackupManifest> {
  return readBackup(options, async (_part, bytes) => {
    for await (const _ of bytes);
  });
}

/**
 * The same, handing each part but the manifest to a taker, which reads all of its bytes. What was
 * taken counts only when this returns.
 */
export async function readBackup(
  { file, keys }: VerifyBackupOptions,
  take: (name: string, bytes: AsyncIterable<Buffer>) => Promise<void>,
): Promise<BackupManifest> {
  const archive = await openArchive(file, keys);
  try {
    const parts: Record<string, { bytes: number; sha256: string }> = {};
    const blobs = new BlobSum();
    let signed: SignedManifest | undefined;
    for await (const part of archive.parts()) {
      if (part.name === PART.manifest) {
        signed = JSON.parse((await wholeOf(part.bytes())).toString()) as SignedManifest;
        continue;
      }
      const read = await takePart(part, take);
      if (part.name.startsWith(PART.blob)) blobs.add({ name: part.name, ...read });
      else parts[part.name] = read;
    }
    return proven({ signed, key: archive.key, parts, blobs: blobs.value });
  } finally {
    await archive.close();
  }
}

/** All bytes of a part that is small. */
export async function wholeOf(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
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
}): BackupManifest {
  const { signed, key, parts, blobs } = read;
  if (!signed) throw new BackupError('The backup has no manifest.');
  if (!hasSigned(key, Buffer.from(signed.text), signed.signature)) {
    throw new BackupError('The manifest of the backup does not bear the signature of its key.');
  }
  const manifest = JSON.parse(signed.text) as BackupManifest;
  for (const name of new Set([...Object.keys(parts), ...Object.keys(manifest.parts)])) {
    if (JSON.stringify(parts[name]) === JSON.stringify(manifest.parts[name])) continue;
    throw new BackupError(`Part ${name} of the backup is not what its manifest says.`);
  }
  if (JSON.stringify(blobs) !== JSON.stringify(manifest.blobs)) {
    throw new BackupError('The files of the backup are not what its manifest says.');
  }
  return manifest;
}
