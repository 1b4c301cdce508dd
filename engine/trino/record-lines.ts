import { gunzipSync, gzipSync } from 'node:zlib';
import type { JsonObject } from '../template/json';

/**
 * How log files are read: the one thing that differs from Athena's table.
 *
 * Open-source Trino has no `com.amazon.emr.cloudtrail.CloudTrailInputFormat`, which makes a row of each record of a
 * document, and its `org.apache.hive.hcatalog.data.JsonSerDe` refuses an object in a column of text. So Glue's answer
 * names these instead, and a log file is handed out as one record a line. A document read as lines would be one row of
 * NULLs, without an error.
 */
export const LINE_FORMAT: JsonObject = {
  InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
  OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
  SerdeInfo: { SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe', Parameters: {} },
};

/** A log file as one record a line, compressed if it was. */
export function recordLines(key: string, content: Buffer): Buffer {
  if (!key.endsWith('.gz')) {
    return Buffer.from(linesOf(content.toString()));
  }
  return gzipSync(linesOf(gunzipSync(content).toString()), { level: 1 });
}

/** The records of a document, letter by letter: parsed and printed again, 0.0 would become 0. */
function linesOf(document: string): string {
  const start = /^\s*\{\s*"Records"\s*:\s*\[/.exec(document)?.[0].length;
  if (start === undefined) {
    throw new Error(`A log file begins with {"Records":[, not with ${document.slice(0, 40)}`);
  }
  const lines: string[] = [];
  let depth = 0;
  let recordStart = start;
  for (const { 0: piece, index } of document.slice(start).matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (piece === '{' && depth++ === 0) {
      recordStart = start + index;
    } else if (piece === '}' && --depth === 0) {
      // A line break in JSON is white space: in a text it is escaped.
      lines.push(document.slice(recordStart, start + index + 1).replace(/[\r\n]/g, ' '));
    }
  }
  return lines.map((line) => `${line}\n`).join('');
}
