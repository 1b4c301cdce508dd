import { Annotations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AuditQuery } from '../queries/audit-query';
import { SqlToken, isWord } from '../sql/sql-tokens';
import { DataEvents } from '../trail/data-events';

/** What S3 adds to a batch delete for each of its keys: an event of the first name, of the second type. */
const PER_KEY_DELETES = ['DeleteObject', 'AwsServiceEvent'];

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
  const named = excludedEventNames.filter((name) => queries.some((query) => mentions(query, [name])));
  warn(
    'eventNamesLeftOut',
    `the events ${named.join(', ')}`,
    queries.filter((query) => mentions(query, named)),
  );
  warn(
    'perKeyDeletesLeftOut',
    'the DeleteObject that S3 adds to a DeleteObjects for each of its keys',
    perKeyDeletes ? [] : queries.filter((query) => mentions(query, PER_KEY_DELETES) || isAboutKeys(query)),
  );
}

/** Whether it asks for one of these texts, by a literal or a pattern that isn't what it doesn't want. */
function mentions({ _definition: { text } }: AuditQuery, wanted: string[]): boolean {
  return text.tokens.some(
    (token, index) =>
      token.kind === 'string' &&
      wanted.some((one) => patternOf(text.tokens, index).test(one)) &&
      !isUnwanted(text.tokens, index),
  );
}

/** What a literal stands for: itself, or what a pattern matches. */
function patternOf(tokens: SqlToken[], index: number): RegExp {
  const literal = tokens[index].text.slice(1, -1).replaceAll("''", "'");
  const before = tokens.slice(Math.max(index - 4, 0), index).map(({ value }) => value);
  if (before.at(-1) === 'like') {
    const parts = literal.split('%').map((part) => part.split('_').map(escaped).join('.'));
    return new RegExp(`^${parts.join('.*')}$`);
  }
  return ['regexp_like(action,', 'regexp_like(eventname,'].includes(before.join(''))
    ? regexpOf(literal)
    : new RegExp(`^${escaped(literal)}$`);
}

/** Java's, which differ little; of one that JavaScript doesn't know, nobody knows what it matches. */
function regexpOf(pattern: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch {
    return /(?!)/;
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Whether it stands behind <>, != or NOT. */
function isUnwanted(tokens: SqlToken[], index: number): boolean {
  const before = tokens.slice(Math.max(index - 2, 0), index).map(({ text }) => text);
  if (['<>', '!='].includes(before.join(''))) {
    return true;
  }
  const open = tokens.slice(0, index).findLastIndex(({ text }) => text === '(');
  const operator = tokens[index - 1].value === 'like' ? index - 1 : open - 1;
  return ['in', 'like', 'regexp_like'].includes(tokens[operator]?.value) && tokens[operator - 1].value === 'not';
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
      conditions.push(token.value);
    }
  }
  return conditions;
}
