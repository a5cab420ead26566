// Jest takes the default export of the module.
export { globalSetup as default } from '@bureau/testing';
