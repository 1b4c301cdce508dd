import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuditQuery } from '../../lib';
import {
  HOSTILE,
  LEFT_TO_ATHENA,
  type OwnQueryText,
  REFUSED,
  RULES,
  type RuleName,
  VALID,
  readText,
} from '../cases/own-query-texts';
import { HOSTILE_WORDS, VALID_WORDS } from '../cases/own-query-words';

const DOCS = readFileSync(join(__dirname, '../../docs/own-queries.md'), 'utf8');

const expected = (texts: OwnQueryText[]) => texts.map(({ text, refused }) => [refused ?? 'taken', text]);
const found = (texts: OwnQueryText[]) =>
  texts.map((text) => {
    const answer = readText(text);
    return [answer instanceof AuditQuery ? 'taken' : answer, text.text];
  });

test.each([
  [`${HOSTILE.length} texts that reach around the window are refused`, HOSTILE],
  [`${HOSTILE_WORDS.length} texts that reach around it beside a word of SQL as a name are refused`, HOSTILE_WORDS],
  [`${REFUSED.length} texts of which a rule says so are refused`, REFUSED],
  [`${VALID.length} valid texts are taken`, VALID],
  [`${VALID_WORDS.length} valid texts with a word of SQL as a name are taken`, VALID_WORDS],
  [`${LEFT_TO_ATHENA.length} texts that are no SQL are taken, for Athena to refuse`, LEFT_TO_ATHENA],
])('%s', (_, texts) => {
  expect(found(texts)).toEqual(expected(texts));
});

test('no text is there twice', () => {
  const texts = [HOSTILE, REFUSED, VALID, LEFT_TO_ATHENA].flat().map(({ text }) => text);
  expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
});

describe('every rule', () => {
  test.each(Object.entries(RULES))('%s: is told, and refuses a text', (name, { told }) => {
    expect(DOCS.replace(/\s+/g, ' ')).toContain(`- ${told}`);
    expect([...HOSTILE, ...REFUSED].map(({ refused }) => refused)).toContain(name as RuleName);
  });
});
