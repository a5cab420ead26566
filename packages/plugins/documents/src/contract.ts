export { documentsPlugin } from './plugin.js';
