import { createHash } from 'node:crypto';

/** Why bytes were not taken. */
export type IntakeFault = 'SIZE' | 'NOT_TEXT' | 'CUT_OFF';

/** Bytes that are not what was announced. */
export class IntakeRefused extends Error {
  constructor(readonly fault: IntakeFault) {
    super(`Bytes were refused: ${fault}.`);
    this.name = 'IntakeRefused';
  }
}

/**
 * Passes bytes on while it checks them: exactly the announced number, UTF-8 (a byte order mark is
 * fine), no NUL. The file's name and announced type are not believed. Holds one chunk at a time.
 */
export class TextIntake {
  private readonly hash = createHash('sha256');
  private size = 0;

  constructor(private readonly announced: number) {}

  /** @throws IntakeRefused in the midst of the stream; whoever writes must forget the rest. */
  async *pass(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    try {
      for await (const chunk of source) {
        this.size += chunk.length;
        if (this.size > this.announced) throw new IntakeRefused('SIZE');
        if (chunk.includes(0) || !decodes(decoder, chunk)) throw new IntakeRefused('NOT_TEXT');
        this.hash.update(chunk);
        yield chunk;
      }
    } catch (error) {
      // Whatever the transport says of a caller who went away, it is one thing here.
      throw error instanceof IntakeRefused ? error : new IntakeRefused('CUT_OFF');
    }
    if (this.size !== this.announced) throw new IntakeRefused('SIZE');
    if (!decodes(decoder)) throw new IntakeRefused('NOT_TEXT');
  }

  /** SHA-256 of all bytes, in hexadecimal; to be asked once, at the end. */
  digest(): string {
    return this.hash.digest('hex');
  }
}

/** Without a chunk: whether the end may be here. */
function decodes(
  decoder: Pick<InstanceType<typeof TextDecoder>, 'decode'>,
  chunk?: Uint8Array,
): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}
