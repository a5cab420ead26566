export { createProgram } from './program.js';
export { runCommand } from './run.js';
