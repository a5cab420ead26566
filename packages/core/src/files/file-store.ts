/** Names a file by the organization that it belongs to and its record; both uuids. */
export interface FileKey {
  organizationId: string;
  id: string;
}

/** Bytes from `start` up to, not including, `end`. */
export interface ByteRange {
  start: number;
  end: number;
}

/** Where the bytes of files are kept: a folder here, an object store elsewhere. */
export interface FileStore {
  /**
   * Keeps all bytes of the source, durably, or none: when the source throws, nothing stays and the
   * error goes on to the caller. A file that is there already is replaced as a whole.
   */
  write(key: FileKey, source: AsyncIterable<Uint8Array>): Promise<void>;
  /** A missing file is an error of the stream with the code ENOENT; behind the end are no bytes. */
  read(key: FileKey, range?: ByteRange): AsyncIterable<Uint8Array>;
  /** Removing what is not there is no error. */
  remove(key: FileKey): Promise<void>;
  /** Removes parts that a broken process left behind before this instant; says how many. */
  removeParts(before: Date): Promise<number>;
}
