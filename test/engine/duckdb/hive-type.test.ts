import { parseHiveType, respell, toDuckDBType } from '../../../engine/duckdb/hive-type';

const NESTED = 'array<struct<arn:string,attributes:map<string,string>,sizes:array<bigint>>>';

describe('Hive types', () => {
  test('become DuckDB types', () => {
    expect(toDuckDBType(parseHiveType('string'))).toBe('VARCHAR');
    expect(toDuckDBType(parseHiveType(NESTED))).toBe(
      'STRUCT("arn" VARCHAR, "attributes" MAP(VARCHAR, VARCHAR), "sizes" BIGINT[])[]',
    );
  });

  test.each(['', 'text', 'array', 'array<string', 'array<string>>', 'struct<string>', 'map<string>', 'set<string>'])(
    'fails on %p',
    (text) => {
      expect(() => parseHiveType(text)).toThrow(`Hive type ${text} is unknown`);
    },
  );

  test('take the spelling of CloudTrail', () => {
    const known = parseHiveType(
      'array<struct<ARN:string,Attributes:map<string,string>,sizes:array<bigint>,more:string>>',
    );
    expect(toDuckDBType(respell(parseHiveType(NESTED), known, 'resources'))).toBe(
      'STRUCT("ARN" VARCHAR, "Attributes" MAP(VARCHAR, VARCHAR), "sizes" BIGINT[])[]',
    );
  });

  test('fail where CloudTrail is not known to write a field, or as another type', () => {
    const known = parseHiveType('struct<ARN:string>');
    expect(() => respell(parseHiveType('struct<arnprefix:string>'), known, 'resources')).toThrow(
      'resources.arnprefix is no field that CloudTrail is known to write',
    );
    expect(() => respell(parseHiveType('array<string>'), known, 'resources')).toThrow(
      'resources is array, but CloudTrail writes struct',
    );
  });
});
