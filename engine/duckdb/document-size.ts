import { readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** What zlib says, in the words of somebody who has the file before them. */
const REASONS: Record<string, string> = {
  'unexpected end of file': 'It is cut short: its gzip data ends too early',
  'incorrect data check': 'It is damaged: its gzip data does not match its checksum',
  'incorrect length check': 'It is damaged: its gzip data does not match its length',
};

/** What each gzip file begins with. */
const MAGIC = Buffer.from([0x1f, 0x8b]);

/**
 * The size of a log file's JSON document, in bytes. What is compressed is unpacked for it, since DuckDB compares no checksum,
 * and the size that gzip's last bytes tell is anything where a file is cut short.
 *
 * @throws if it is damaged
 */
export function documentSize(path: string): number {
  if (!path.endsWith('.gz')) {
    return statSync(path).size;
  }
  const content = readFileSync(path);
  if (content.length === 0) {
    throw new Error('It is empty');
  }
  if (!content.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new Error('It is not compressed with gzip, as its name says');
  }
  try {
    return gunzipSync(content).length;
  } catch (error) {
    const { message } = error as Error;
    throw new Error(REASONS[message] ?? `It is damaged: ${message} in its gzip data`);
  }
}
