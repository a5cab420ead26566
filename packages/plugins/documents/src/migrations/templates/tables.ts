/** The tables. */
export const tables = `

`;
