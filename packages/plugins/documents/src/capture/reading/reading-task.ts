/** A range of pages of one file that a thread is to read. */
export interface ReadingTask {
  /** As found in the bytes. */
  mediaType: string;
  /** Shared, not copied, with the thread. */
  bytes: SharedArrayBuffer;
  /** First page, from 1. */
  from: number;
  /** Pages at most. */
  count: number;
  /** Codes as Tesseract has them: `eng`, `deu`; the main language first. */
  languages: readonly string[];
}

/** Where the text of a page comes from: the file itself, its picture, or there is none. */
export type PageTextSource = 'NATIVE' | 'OCR' | 'NONE';

/** A barcode on a page. */
export interface PageBarcode {
  /** As ZXing calls it: `QRCode`, `Code128`. */
  format: string;
  text: string;
}

/** What was read of a page. */
export interface ReadPage {
  /** From 1. */
  number: number;
  source: PageTextSource;
  /** Lines divided by `\n`; no control characters. */
  text: string;
  /** 0 to 1; 1 for a text layer, which says itself what it is. */
  confidence: number;
  /** Degrees by which the picture was turned to stand straight; 0 for a text layer. */
  turned: number;
  /** Points of 1/72 inch, or pixels of a picture. */
  width: number;
  height: number;
  barcodes: PageBarcode[];
  /** WebP, at most 240 pixels wide or high. */
  thumbnail: Uint8Array;
  /** WebP, at most 1,400 pixels wide or high. */
  preview: Uint8Array;
}

/** What a thread gives back. */
export interface ReadingResult {
  /** Pages of the whole file. */
  pageCount: number;
  pages: ReadPage[];
}

/** Why a file cannot be read, in so many words as somebody outside may know. */
export type UnreadableReason =
  /** Nothing that text or pictures can be had of. */
  | 'TYPE'
  /** A password is asked for. */
  | 'PASSWORD'
  /** Not whole, or not what it says it is. */
  | 'DAMAGED'
  /** More bytes, pixels or pages than are read. */
  | 'SIZE'
  /** It took longer, or more memory, than a page may take. */
  | 'LIMIT';

/** The file is what it is: trying again gives the same. */
export class Unreadable extends Error {
  reason: UnreadableReason;

  constructor(reason: UnreadableReason) {
    super(`The file cannot be read: ${reason}.`);
    this.name = 'Unreadable';
    this.reason = reason;
  }
}

/** Bounds of what is read; beyond them it is a bomb, or may be one. */
export const READING_LIMITS = {
  /** Bytes of a file. */
  bytes: 104_857_600,
  /** Pages of a file. */
  pages: 5_000,
  /** Pixels of a picture as it comes. */
  pixels: 120_000_000,
  /** Pixels of the picture that is recognized: A3 at 300 dpi. */
  readPixels: 18_000_000,
  /** Memory that a library in WebAssembly may take, in bytes. */
  wasmBytes: 805_306_368,
  /** Milliseconds for one page, on a machine that is busy. */
  time: 60_000,
  /** Milliseconds until a thread has begun, on a machine that is busy. */
  startTime: 60_000,
  /** Characters kept of a page. */
  text: 100_000,
} as const;
