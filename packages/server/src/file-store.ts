import path from 'node:path';
import { createLocalFileStore, createS3FileStore, type FileStore } from '@bureau/core';
import type { Environment } from './environment.js';

/** Where the bytes of files are kept: an object store, or the folder `files` of the data folder. */
export function fileStoreOf({ filesS3, dataDir }: Environment): FileStore {
  return filesS3 ? createS3FileStore(filesS3) : createLocalFileStore(path.join(dataDir, 'files'));
}
