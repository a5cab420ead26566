import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createWorker, type Worker } from 'tesseract.js';

/** Text of a picture. */
export interface Recognized {
  text: string;
  /** 0 to 1, as the recognizer thinks. */
  confidence: number;
}

const require = createRequire(import.meta.url);
const LSTM_ONLY = 1;

let current: { key: string; worker: Promise<Worker> } | undefined;

/** Recognizes text; the recognizer stays with its languages for the next page of the thread. */
export async function recognize(png: Buffer, languages: readonly string[]): Promise<Recognized> {
  const worker = await recognizerFor(languages);
  const { data } = await worker.recognize(png, {}, { text: true });
  return { text: data.text, confidence: data.confidence / 100 };
}

async function recognizerFor(languages: readonly string[]): Promise<Worker> {
  const key = languages.join('+');
  if (current?.key === key) return current.worker;
  const before = current;
  current = { key, worker: open(languages) };
  await before?.worker.then((worker) => worker.terminate());
  return current.worker;
}

/** The recognizer takes its data from one folder, and they come in a package for each language. */
async function open(languages: readonly string[]): Promise<Worker> {
  const langPath = await mkdtemp(path.join(tmpdir(), 'bureau-ocr-'));
  try {
    for (const code of languages) {
      await copyFile(trained(code), path.join(langPath, `${code}.traineddata.gz`));
    }
    const options = { langPath, cacheMethod: 'none' };
    const worker = await createWorker([...languages], LSTM_ONLY, options);
    await worker.setParameters({ user_defined_dpi: '300', preserve_interword_spaces: '1' });
    return worker;
  } finally {
    await rm(langPath, { recursive: true, force: true });
  }
}

/** The smaller, faster data: as good on printed text as what is five times its size. */
function trained(code: string): string {
  const folder = path.dirname(require.resolve(`@tesseract.js-data/${code}/package.json`));
  return path.join(folder, '4.0.0_best_int', `${code}.traineddata.gz`);
}
