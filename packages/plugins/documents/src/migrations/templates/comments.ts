/** What tables and columns hold. */
export const comments = `

`;
