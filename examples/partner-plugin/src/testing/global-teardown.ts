// Jest takes the default export of the module.
export { globalTeardown as default } from '@bureau/testing';
