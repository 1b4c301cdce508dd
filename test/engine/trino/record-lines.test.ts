import { gunzipSync, gzipSync } from 'node:zlib';
import { recordLines } from '../../../engine/trino/record-lines';

const lines = (document: string) => recordLines('log.json', Buffer.from(document)).toString();

test.each<[string, string, string]>([
  ['one record', '{"Records":[{"a":1}]}', '{"a":1}\n'],
  ['records in records', '{"Records":[{"a":{"b":[{}]}},{"c":{}}]}', '{"a":{"b":[{}]}}\n{"c":{}}\n'],
  ['numbers as they are written', '{"Records":[{"a":1.10,"b":0.0}]}', '{"a":1.10,"b":0.0}\n'],
  ['braces, quotes and escapes in texts', '{"Records":[{"a":"}\\"{"},{"b":"\\\\"}]}', '{"a":"}\\"{"}\n{"b":"\\\\"}\n'],
  ['line breaks between', '{\n "Records" : [\r\n{"a":\n1} ,\n{"b":2}\n]}', '{"a": 1}\n{"b":2}\n'],
  ['line breaks in texts, which are escaped', '{"Records":[{"a":"b\\nc"}]}', '{"a":"b\\nc"}\n'],
  ['no record', '{"Records":[]}', ''],
])('%s', (_, document, expected) => {
  expect(lines(document)).toBe(expected);
});

test('stays compressed', () => {
  const content = recordLines('log.json.gz', gzipSync('{"Records":[{"a":"ü"}]}'));
  expect(gunzipSync(content).toString()).toBe('{"a":"ü"}\n');
});

test('fails on what is no log file', () => {
  expect(() => lines('{"a":1}')).toThrow('A log file begins with {"Records":[, not with {"a":1}');
});
