import { App, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { uniqueName, uniqueNameOfAllRegions, uniqueSqlName } from '../../lib/core/names';
import { ENV } from '../util';

function scope(...ids: string[]): Construct {
  const [stackId, ...rest] = ids;
  const stack: Construct = new Stack(new App(), stackId, { env: ENV });
  return rest.reduce((parent, id) => new Construct(parent, id), stack);
}

test.each([
  [['Stack', 'Audit'], 'Stack-Audit-E28C9863'],
  [['Stack', 'My', 'Audit'], 'Stack-My-Audit-8B3F3BE9'],
  [['My-Stack', '--Audit--'], 'My-Stack-Audit-DE2BC7D7'],
])('%p: path and hash', (ids, name) => {
  expect(uniqueName(scope(...ids), 60)).toMatch(new RegExp(`^${name.slice(0, -8)}[0-9A-F]{8}$`));
});

test('the hash stands also where all ids below the stack are Default', () => {
  const names = [scope('Stack', 'Default'), scope('Stack', 'Default', 'Default'), scope('Other', 'Default')];
  const made = names.map((construct) => uniqueName(construct, 60));
  expect(made[0]).toMatch(/^Stack-[0-9A-F]{8}$/);
  expect(new Set(made).size).toBe(3);
  expect(uniqueName(scope('Stack-', 'Default'), 60)).toMatch(/^Stack-[0-9A-F]{8}$/);
  expect(uniqueName(scope('Stack', 'Default', 'Audit'), 60)).toMatch(/^Stack-Audit-[0-9A-F]{8}$/);
});

test('never longer than said, whatever the path', () => {
  for (const ids of [
    ['Stack'.repeat(9), 'Default'],
    ['Stack', 'Audit'.repeat(20)],
  ]) {
    for (const length of [20, 31, 60]) {
      const name = uniqueName(scope(...ids), length);
      expect(name.length).toBeLessThanOrEqual(length);
      expect(name.length).toBeGreaterThan(length - 8);
      expect(name).toMatch(/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/);
    }
  }
});

test('of all regions: with the region, within the length', () => {
  expect(uniqueNameOfAllRegions(scope('Stack', 'Audit'), 60)).toMatch(/^Stack-Audit-[0-9A-F]{8}-eu-west-1$/);
  const long = scope('Stack', 'Audit'.repeat(20));
  expect(uniqueNameOfAllRegions(long, 60)).toBe(`${uniqueName(long, 60 - 25)}-eu-west-1`);
});

test('in SQL: lower case and underscores', () => {
  expect(uniqueSqlName(scope('My-Stack', 'An-Audit'), 60)).toMatch(/^my_stack_an_audit_[0-9a-f]{8}$/);
});
