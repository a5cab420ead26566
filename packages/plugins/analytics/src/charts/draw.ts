import type { EChartsOption } from 'echarts';
import type { PictureSize } from './frame.js';

type Echarts = typeof import('echarts');
let loaded: Promise<Echarts> | undefined;

/**
 * Draws by ECharts, on the server and without a document. Its input is bounded (a few series of at
 * most 500 values), so its time is, some ten milliseconds; its names are those of the picture
 * alone, so that equal figures give equal pictures and two of them stand on one page.
 */
export async function drawn(
  option: EChartsOption,
  { width, height }: PictureSize,
  name: string,
): Promise<string> {
  // A megabyte of code that most processes never need.
  loaded ??= import('echarts');
  const { init } = await loaded;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(option);
    return bare(chart.renderToSVGString(), name);
  } finally {
    chart.dispose();
  }
}

/** The inside of the picture: no sheet of styles, no hooks for pointers, names of its own. */
function bare(svg: string, name: string): string {
  const names = new Map<string, string>();
  const own = (found: string) => {
    const known = names.get(found) ?? `${name}-${names.size}`;
    names.set(found, known);
    return known;
  };
  return svg
    .replace(/^<svg[^>]*>\s*/, '')
    .replace(/<\/svg>\s*$/, '')
    .replaceAll(/<style[^>]*>[\s\S]*?<\/style>\s*/g, '')
    .replaceAll(/ (?:class|ecmeta_\w+|pointer-events)="[^"]*"/g, '')
    .replaceAll(/<rect [^>]*fill="none"><\/rect>\s*/g, '')
    .replaceAll(/\bzr\d+-[\w-]+/g, own)
    .trim();
}
