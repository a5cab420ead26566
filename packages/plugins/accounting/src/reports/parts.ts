import type { PluginPart } from '@bureau/core';
import { journalImportPart } from '../journal-import/part.js';
import { reportsPart } from './part.js';

/** What goes into files and comes out of them, area by area. */
export const reportsParts: readonly PluginPart[] = [reportsPart, journalImportPart];
