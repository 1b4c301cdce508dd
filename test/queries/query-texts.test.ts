import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { QueryPack } from '../../lib';
import { unboundedRequests } from '../../lib/relation/relation-rows';
import { preparedText } from '../util';

const FILE = join(__dirname, 'query-texts.json');
const TABLE = '"db"."logs"';
/** No query can have this name. */
const VIEW = 's3_requests (view)';

/** An update of the package replaces these texts in the accounts of its users. */
const hashes = Object.fromEntries(
  [
    ...QueryPack.ALL.map((query) => [query.queryName, preparedText(query, TABLE)]),
    [VIEW, unboundedRequests({ tables: [{ sqlName: TABLE }] })],
  ].map(([name, text]) => [name, createHash('sha256').update(text).digest('hex')]),
);

if (process.env.UPDATE_QUERY_TEXTS === '1') {
  writeFileSync(FILE, `${JSON.stringify(hashes, Object.keys(hashes).sort(), 2)}\n`);
}

test('no text that is shipped changes unnoticed', () => {
  const recorded = JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, string | undefined>;
  const names = [...new Set([...Object.keys(recorded), ...Object.keys(hashes)])];
  const changed = names.filter((name) => recorded[name] !== hashes[name]);
  if (changed.length > 0) {
    throw new Error(
      `Other texts than those of test/queries/query-texts.json: ${changed.join(', ')}. Say in CHANGELOG.md what an update ` +
        'replaces, then run `UPDATE_QUERY_TEXTS=1 npx jest test/queries/query-texts.test.ts`.',
    );
  }
});
