/** What of a memory is used; the types of Node leave WebAssembly out. */
interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

const PAGE = 65_536;
let limit: number | undefined;

/**
 * Bounds, in this thread, how far each memory of WebAssembly may grow, in bytes: libraries come
 * with a bound of 2 GB and more, and a file of a few kilobytes may ask for all of it.
 */
export function limitWasmMemory(bytes: number): void {
  const isFirst = limit === undefined;
  limit = bytes;
  if (!isFirst) return;
  const { Memory: own } = Reflect.get(globalThis, 'WebAssembly') as {
    Memory: { prototype: Memory };
  };
  const { prototype } = own;
  // oxlint-disable-next-line typescript/unbound-method -- called with its memory below
  const grow = prototype.grow;
  prototype.grow = function within(this: Memory, pages: number): number {
    const size = this.buffer.byteLength + pages * PAGE;
    if (limit !== undefined && size > limit) throw new RangeError('No more memory is given.');
    return grow.call(this, pages);
  };
}
