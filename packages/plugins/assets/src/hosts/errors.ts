import { errorsOf } from '@bureau/core';

/** Business errors of assets that are parts of others; codes are `ASSETS_<KEY>`, never renamed. */
export const hostErrors = errorsOf('assets', {
  HOST_RING: 'Asset {tag} cannot be part of {host}: {host} is part of it already, or it itself.',
  HOST_STATE: 'Asset {tag} is {state}; nothing is built into it now.',
  HOST_DEPTH: 'Parts of parts go {limit} levels deep at most.',
  PART_OF_HOST: 'Asset {tag} is part of another one and goes with it; check it in first.',
  HAS_PARTS: 'Asset {tag} has parts ({count}); check them in first.',
  NOT_HELD: 'Asset {tag} is with no employee; check it in.',
});
