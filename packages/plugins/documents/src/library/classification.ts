import { enumOf, type EnumValue, type Principal } from '@bureau/core';

export const Classification = enumOf('Classification', 'How secret a document is.', {
  PUBLIC: 'Anybody may know it.',
  INTERNAL: 'For those who may read documents.',
  CONFIDENTIAL: 'For those who may read what is confidential.',
  SECRET: 'For those who may read what is secret.',
});
export type Classification = EnumValue<typeof Classification>;

/** What it takes to see a document that is more than internal. */
export const CLEARANCES = {
  CONFIDENTIAL: 'documents.confidential.read',
  SECRET: 'documents.secret.read',
} as const;

/** The levels of secrecy that a caller may see, the lowest first. */
export function clearanceOf({ kind, permissions }: Principal): Classification[] {
  const levels: Classification[] = ['PUBLIC', 'INTERNAL'];
  const has = (permission: string) => kind === 'system' || permissions.has(permission);
  if (has(CLEARANCES.CONFIDENTIAL) || has(CLEARANCES.SECRET)) levels.push('CONFIDENTIAL');
  if (has(CLEARANCES.SECRET)) levels.push('SECRET');
  return levels;
}
