import { Annotations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AuditQuery } from '../queries/audit-query';
import { SqlToken, isWord } from '../sql/sql-tokens';
import { DataEvents } from '../trail/data-events';

/** What S3 adds to a batch delete for each of its keys: an event of the first name, of the second type. */
const PER_KEY_DELETES = ["'DeleteObject'", "'AwsServiceEvent'"];

/**
 * Warns of the queries that ask for events that the trail leaves out by name or by type: they answer as if these had not
 * happened. What a query asks for is told by the texts that stand in it.
 *
 * @param others whose events the queries find, too, as a sentence
 */
export function warnOfLeftOutEvents(
  audit: Construct,
  queries: AuditQuery[],
  dataEvents: DataEvents | undefined,
  others: string,
): void {
  const { excludedEventNames = [], perKeyDeletes = true } = dataEvents?._selection.filter ?? {};
  const warn = (id: string, what: string, blind: AuditQuery[]) => {
    if (blind.length > 0) {
      const names = blind.map(({ queryName }) => queryName).join(', ');
      Annotations.of(audit).addWarningV2(
        `cdk-s3-audit-trail:${id}`,
        `The trail leaves out ${what}. Queries that ask for them, and don't see them: ${names}.${others}`,
      );
    }
  };
  const named = excludedEventNames.filter((name) => queries.some((query) => mentions(query, [inQuotes(name)])));
  warn(
    'eventNamesLeftOut',
    `the events ${named.join(', ')}`,
    queries.filter((query) => mentions(query, named.map(inQuotes))),
  );
  warn(
    'perKeyDeletesLeftOut',
    'the DeleteObject that S3 adds to a DeleteObjects for each of its keys',
    perKeyDeletes ? [] : queries.filter((query) => mentions(query, PER_KEY_DELETES) || isAboutKeys(query)),
  );
}

/** Whether a literal stands in it, and not as what it doesn't want. */
function mentions({ _definition: { text } }: AuditQuery, literals: string[]): boolean {
  return text.tokens.some(
    (token, index) => token.kind === 'string' && literals.includes(token.text) && !isUnequal(text.tokens, index),
  );
}

function isUnequal(tokens: SqlToken[], index: number): boolean {
  const before = tokens.slice(Math.max(index - 2, 0), index).map(({ text }) => text);
  return ['<>', '!='].includes(before.join(''));
}

/** Whether it chooses objects by their keys, whatever was done to them. */
function isAboutKeys({ _definition: { text } }: AuditQuery): boolean {
  const conditions = conditionsOf(text.tokens);
  return conditions.includes('object_key') && !conditions.includes('action');
}

/** What stands behind each WHERE, as far as it goes. */
function conditionsOf(tokens: SqlToken[]): string[] {
  const conditions: string[] = [];
  // How many parentheses are open since WHERE; without one, it is none.
  let depth = -1;
  for (const token of tokens) {
    if (isWord(token, 'where')) {
      depth = 0;
    } else if (depth >= 0) {
      depth += { '(': 1, ')': -1 }[token.text] ?? 0;
      depth = depth === 0 && isWord(token, 'group', 'having', 'order', 'union') ? -1 : depth;
      conditions.push(...(depth >= 0 ? [token.value] : []));
    }
  }
  return conditions;
}

function inQuotes(name: string): string {
  return `'${name}'`;
}
