/** The place of a blob's key in the vault. `id` is the uuid of the blob. */
export function blobCell(id: string): string {
  return `core.blob.data_key.${id}`;
}
