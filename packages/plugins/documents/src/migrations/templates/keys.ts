/** Foreign keys, indexes, row-level security and rights. */
export const keys = `

`;
