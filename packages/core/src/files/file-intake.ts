import { createHash } from 'node:crypto';

/** Why bytes were not taken. */
export type IntakeFault = 'SIZE' | 'NOT_TEXT' | 'CUT_OFF' | 'TYPE' | 'ARCHIVE' | 'SHA256';

/** Bytes that are not what was announced. */
export class IntakeRefused extends Error {
  constructor(readonly fault: IntakeFault) {
    super(`Bytes were refused: ${fault}.`);
    this.name = 'IntakeRefused';
  }
}

/** Bytes from the begin of a file that are kept to tell what it is. */
const HEAD = 16_384;

/**
 * Passes bytes on while it looks at them: exactly the announced number, their hash, their begin,
 * and whether they are UTF-8 without NUL (a byte order mark is fine). The file's name and
 * announced type are not believed. Holds one chunk at a time.
 */
export class FileIntake {
  private readonly hash = createHash('sha256');
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private readonly begin: Uint8Array[] = [];
  private begun = 0;
  private size = 0;
  private text = true;

  constructor(
    private readonly announced: number,
    private readonly mustBeText: boolean,
  ) {}

  /** @throws IntakeRefused in the midst of the stream; whoever writes must forget the rest. */
  async *pass(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of source) {
        this.size += chunk.length;
        if (this.size > this.announced) throw new IntakeRefused('SIZE');
        this.look(chunk);
        yield chunk;
      }
    } catch (error) {
      // Whatever the transport says of a caller who went away, it is one thing here.
      throw error instanceof IntakeRefused ? error : new IntakeRefused('CUT_OFF');
    }
    if (this.size !== this.announced) throw new IntakeRefused('SIZE');
    this.decodes();
  }

  /** SHA-256 of all bytes, in hexadecimal; to be asked once, at the end. */
  digest(): string {
    return this.hash.digest('hex');
  }

  /** The first bytes, at most 16 kB. */
  get head(): Buffer {
    return Buffer.concat(this.begin);
  }

  /** Whether all of it is text. */
  get isText(): boolean {
    return this.text;
  }

  private look(chunk: Uint8Array): void {
    this.hash.update(chunk);
    if (this.begun < HEAD) {
      // A copy: whoever sends may use its buffer again.
      const part = Uint8Array.from(chunk.subarray(0, HEAD - this.begun));
      this.begin.push(part);
      this.begun += part.length;
    }
    if (chunk.includes(0)) this.notText();
    this.decodes(chunk);
  }

  /** Without a chunk: whether the end may be here. */
  private decodes(chunk?: Uint8Array): void {
    if (!this.text) return;
    try {
      this.decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      this.notText();
    }
  }

  private notText(): void {
    this.text = false;
    if (this.mustBeText) throw new IntakeRefused('NOT_TEXT');
  }
}
