import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** The size of the largest JSON document in these files, one a file. DuckDB has to know it: see `maximumObjectSize`. */
export function largestDocument(files: string[]): number {
  return files.reduce((largest, file) => Math.max(largest, documentSize(file)), 0);
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
