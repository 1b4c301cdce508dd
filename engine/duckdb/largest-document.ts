import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** DuckDB's own default. */
const AT_LEAST = 16 * 1024 * 1024;

/**
 * The size of the largest JSON document in these files, one a file. DuckDB has to know it, and sets twice as much
 * memory aside for each thread, so a generous constant won't do.
 */
export function largestDocument(files: string[]): number {
  return files.reduce((largest, file) => Math.max(largest, documentSize(file)), AT_LEAST);
}

function documentSize(path: string): number {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (!path.endsWith('.gz') || size < 4) {
      return size;
    }
    // The last four bytes of gzip are the size of what is compressed. A broken file may say anything.
    const trailer = Buffer.alloc(4);
    readSync(file, trailer, 0, 4, size - 4);
    return Math.min(trailer.readUInt32LE(), size * 1032);
  } finally {
    closeSync(file);
  }
}
