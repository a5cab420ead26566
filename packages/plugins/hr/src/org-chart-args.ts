import { Arg, DateScalar, DateTimeScalar, ID } from '@bureau/core';

/** The day of a picture. */
export function AsOf(): ParameterDecorator {
  const options = { nullable: true, description: 'Default: today.' };
  return Arg('asOf', () => DateScalar, options) as ParameterDecorator;
}

/** When it was known. */
export function KnownAt(): ParameterDecorator {
  return Arg('knownAt', () => DateTimeScalar, {
    nullable: true,
    description: 'As it was known then; default: as it stands now.',
  }) as ParameterDecorator;
}

/** Of which part. */
export function Unit(): ParameterDecorator {
  return Arg('unit', () => ID, {
    nullable: true,
    description: 'Unit, with all units below it.',
  }) as ParameterDecorator;
}
