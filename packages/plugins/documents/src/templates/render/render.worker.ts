import { fillTemplate, TemplateFault } from './liquid.js';
import { MarkupFault, parseMarkup } from './markup.js';
import { renderPages } from './pages.js';

/** A document to be made of a template. */
export interface RenderTask {
  template: string;
  /** BCP 47. */
  locale: string;
  data: Record<string, unknown>;
  title: string;
  createdAt: number;
  sender: string;
}

/** The PDF, or what is wrong with the template; errors lose their class between threads. */
export type RenderAnswer = { pdf: Uint8Array } | { fault: string };

/** Fills a template and lays it out. */
export async function renderDocument(task: RenderTask): Promise<RenderAnswer> {
  const { template, locale, data, title, createdAt, sender } = task;
  try {
    const blocks = parseMarkup(fillTemplate(template, { locale, data }));
    return { pdf: await renderPages({ title, createdAt, sender }, blocks) };
  } catch (error) {
    if (error instanceof TemplateFault || error instanceof MarkupFault) {
      return { fault: error.message };
    }
    throw error;
  }
}
