import { AuditQuery } from '../../lib';
import {
  DATABASE,
  HOSTILE,
  LEFT_TO_ATHENA,
  type OwnQueryText,
  REFUSED,
  TABLE,
  VALID,
  VIEW,
  readText,
} from '../cases/own-query-texts';
import { HOSTILE_WORDS, RESERVED, UNRESERVED, VALID_WORDS } from '../cases/own-query-words';
import { savedText, preparedText } from '../util';
import { type SqlKeywords, type SqlReading, askTrino } from './sql-oracle';

const ASK_MS = 2 * 60_000;
const RELATIONS = ['s3_requests', 'aws_requests', 'cloudtrail_logs'];

/** A text, what the library makes of it, and what Trino makes of it and of what is deployed. */
interface Case extends OwnQueryText {
  readonly answer: ReturnType<typeof readText>;
  readonly itself: SqlReading;
  readonly deployed: SqlReading[];
}

let words: SqlKeywords;
const cases = new Map<OwnQueryText, Case>();
const casesOf = (texts: OwnQueryText[]) => texts.map((text) => cases.get(text)!);

beforeAll(async () => {
  const asked = [HOSTILE, HOSTILE_WORDS, REFUSED, VALID, VALID_WORDS, LEFT_TO_ATHENA].flat().map((text) => {
    const answer = readText(text);
    return { text, answer, statements: [withValues(text.text), ...deployedBy(answer)] };
  });
  const trino = await askTrino(asked.flatMap(({ statements }) => statements));
  words = trino.words;
  for (const { text, answer, statements } of asked) {
    const [itself, ...deployed] = trino.readings.splice(0, statements.length);
    cases.set(text, { ...text, answer, itself, deployed });
  }
}, ASK_MS);

/** The text alone, with a value for each input and without the semicolon that it may end with. */
function withValues(text: string): string {
  return text.replace(/(?<![("'])(?<=\W):(i\d)\b|(?<=\():(i\d)\b/g, "'1'").replace(/;(?=[^'"]*$)[^]*$/, '');
}

/** What stands in the template: with values, and with parameters. */
function deployedBy(answer: ReturnType<typeof readText>): string[] {
  if (!(answer instanceof AuditQuery)) {
    return [];
  }
  const table = `"${DATABASE}"."${TABLE}"`;
  const values = Object.fromEntries(answer.inputs.map(({ name }) => [name, '1']));
  return [savedText(answer, table, '7', values)!, preparedText(answer, table)];
}

/** Whether it is the table, a view over it, or what is known of one of them. */
function hasNoWindow(table: string): boolean {
  const [name, database = DATABASE] = table.split('.').reverse();
  return database === DATABASE && [TABLE, VIEW].includes(name.replace(/\$.*/, ''));
}

/** Those of its own relations that a statement reads. */
function relationsIn({ tables }: SqlReading): string[] {
  return RELATIONS.filter((relation) => tables.includes(relation));
}

test('the words are those of Trino', () => {
  const lower = (all: string[]) => all.map((word) => word.toLowerCase()).sort();
  expect(lower(words.reserved)).toEqual(RESERVED);
  expect(lower(words.keywords)).toEqual([...RESERVED, ...UNRESERVED].sort());
});

const TAKEN = [...HOSTILE, ...HOSTILE_WORDS, ...REFUSED, ...VALID, ...VALID_WORDS];

test(`0 of ${TAKEN.length} texts read what has no window`, () => {
  // What is taken is deployed behind the relation, which is the one place that reads the table.
  const read = casesOf([...TAKEN, ...LEFT_TO_ATHENA])
    .filter(({ deployed }) => deployed.some(({ error, tables }) => !error && tables.filter(hasNoWindow).length !== 1))
    .map(({ text }) => text);
  expect(read).toEqual([]);
});

test(`${HOSTILE.length} + ${HOSTILE_WORDS.length} texts reach around the window, if they are SQL`, () => {
  const harmless = casesOf([...HOSTILE, ...HOSTILE_WORDS])
    .filter(({ refused, itself }) => refused === 'window' && !itself.tables.some(hasNoWindow) && !itself.error)
    .map(({ text }) => text);
  expect(harmless).toEqual([]);
  const sql = casesOf(HOSTILE).filter(({ refused, itself }) => refused === 'window' && !itself.error);
  expect(sql).toHaveLength(HOSTILE.filter(({ refused }) => refused === 'window').length);
});

test(`0 of ${VALID.length} + ${VALID_WORDS.length} valid texts are refused, and each is what Trino reads, too`, () => {
  const wrong = casesOf([...VALID, ...VALID_WORDS])
    .map(({ text, answer, itself, deployed }) => ({
      text,
      taken: answer instanceof AuditQuery,
      errors: [itself, ...deployed].map(({ error }) => error),
      relations: relationsIn(itself).length,
      // The window's two days stand in WHERE, too.
      parameters: deployed[1]?.parameters - 2 - (answer as AuditQuery).inputs?.length,
      outsideWhere: deployed[1]?.parametersOutsideWhere,
    }))
    .filter((found) => {
      const right = { taken: true, errors: [null, null, null], relations: 1, parameters: 0, outsideWhere: 0 };
      return JSON.stringify(found) !== JSON.stringify({ text: found.text, ...right });
    });
  expect(wrong).toEqual([]);
});

test('a text that is refused for what it reads reads that', () => {
  const others = casesOf(TAKEN)
    .filter(({ answer, itself }) => answer === 'relation' && !itself.error && relationsIn(itself).length === 1)
    .map(({ text }) => text);
  expect(others).toEqual([]);
});

test(`${LEFT_TO_ATHENA.length} texts that are taken are no SQL of Trino's`, () => {
  const sql = casesOf(LEFT_TO_ATHENA).filter(({ deployed }) => deployed.every(({ error }) => error === null));
  expect(sql.map(({ text }) => text)).toEqual([]);
});
