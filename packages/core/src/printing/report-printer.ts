import { type ServiceToken, serviceToken } from '../plugin/definition.js';

/** A report of pictures, to be printed. */
export interface PrintableReport {
  title: string;
  /** What a reader must know to get the same again: `['Data as of', ...]`. */
  facts: readonly (readonly [label: string, value: string])[];
  /** Pictures, one below the other; they fetch nothing. Sizes in pixels. */
  pictures: readonly { svg: string; width: number; height: number }[];
  createdAt: Date;
}

/** Writes reports as PDF. */
export interface ReportPrinter {
  print(report: PrintableReport): Promise<Uint8Array>;
}

/**
 * `ctx.service(ReportPrinterService).print(report)`; offered by a plugin that has the means, such
 * as accounting, and by no other.
 */
export const ReportPrinterService: ServiceToken<ReportPrinter> =
  serviceToken<ReportPrinter>('core.reportPrinter');
