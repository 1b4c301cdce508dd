import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { objectKeys } from '../../engine/storage/log-files';
import { recordLines } from '../../engine/trino/record-lines';
import type { Storage } from './query-cases';

/** What DuckDB finds in a folder that stands for the bucket: files as they lie there. */
export function duckDBStorage(folder: string): Storage {
  return storage(folder, false, (key) => statSync(join(folder, key)).size);
}

/** What Trino finds there: a record a line. It lists the folders of a partition, be they empty or not. */
export function trinoStorage(folder: string): Storage {
  return storage(folder, true, (key) => recordLines(key, readFileSync(join(folder, key))).length);
}

function storage(folder: string, listsEmptyFolders: boolean, measure: (key: string) => number): Storage {
  const sizes = new Map<string, number>();
  const sizeOf = (key: string) => {
    const size = sizes.get(key) ?? measure(key);
    sizes.set(key, size);
    return size;
  };
  return { files: objectKeys(folder, ''), sizeOf, listsEmptyFolders };
}
