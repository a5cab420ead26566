/** A file of an archive. */
export interface TarEntry {
  /** At most 100 ASCII signs, without `..`. */
  name: string;
  size: number;
  /** Bytes of this size. */
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

const BLOCK = 512;

/** Bytes of an archive of files of these sizes. */
export function tarSize(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + BLOCK + padded(size), 2 * BLOCK);
}

/**
 * An archive in the form of POSIX.1-1988 (`ustar`), which every system can unpack; holds one chunk
 * at a time. The same files give the same bytes.
 * @throws RangeError for a file that has another size than it said
 */
export async function* tar(
  entries: AsyncIterable<TarEntry> | Iterable<TarEntry>,
  seconds: number,
): AsyncGenerator<Uint8Array> {
  for await (const { name, size, bytes } of entries) {
    yield header(name, size, seconds);
    let sent = 0;
    for await (const chunk of bytes) {
      sent += chunk.length;
      yield chunk;
    }
    if (sent !== size) throw new RangeError(`${name} has ${sent} bytes instead of ${size}.`);
    yield Buffer.alloc(padded(size) - size);
  }
  yield Buffer.alloc(2 * BLOCK);
}

function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}

function header(name: string, size: number, seconds: number): Buffer {
  if (!/^[\w./-]{1,100}$/.test(name) || name.includes('..')) {
    throw new RangeError(`${name} is no name in an archive.`);
  }
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, width: number) => value.toString(8).padStart(width - 1, '0');
  block.write(name, 0, 'ascii');
  block.write(octal(0o644, 8), 100, 'ascii');
  block.write(octal(0, 8), 108, 'ascii');
  block.write(octal(0, 8), 116, 'ascii');
  block.write(octal(size, 12), 124, 'ascii');
  block.write(octal(seconds, 12), 136, 'ascii');
  // The sum is taken with blanks in its own place.
  block.write('        0', 148, 'ascii');
  block.write('ustar\u000000', 257, 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 7)}\u0000 `, 148, 'latin1');
  return block;
}
