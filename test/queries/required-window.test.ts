import { CfnParameter, Stack } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import { AuditQuery } from '../../lib';
import { requireWindow } from '../../lib/queries/required-window';
import { newStack } from '../util';

/** Whether a query of a table is refused, where one is read without a window. */
function isRefused(table: string, unbounded = { database: 'security', names: ['ct'] }): boolean {
  const query = AuditQuery.fromText('own', `SELECT 1 FROM s3_requests, ${table}`);
  try {
    requireWindow(query, [
      { logs: [], database: 'elsewhere', names: ['other'] },
      { logs: [], ...unbounded },
    ]);
    return false;
  } catch (error) {
    expect((error as Error).message).toMatch(
      /^Invalid 'queries: own': got ".*", allowed is s3_requests, aws_requests, cloudtrail_logs, which has a window, in its place\.$/,
    );
    return true;
  }
}

test.each(['ct', '"ct"', 'CT', 'security.ct', '"Security".ct', 'awsdatacatalog.security.ct', '"ct$partitions"'])(
  '%s is the table',
  (table) => {
    expect(isRefused(table)).toBe(true);
  },
);

test.each(['other_ct', 'ct.ct', 'elsewhere.ct', 'security.other', 'ct.other', '"security.ct".other'])(
  '%s is another',
  (table) => {
    expect(isRefused(table)).toBe(false);
  },
);

describe('a name that is a token', () => {
  const parameter = (stack: Stack, id: string) => new CfnParameter(stack, id).valueAsString;
  const database = (stack: Stack, databaseName: string) => new glue.Database(stack, 'Database', { databaseName });

  test('may be any database', () => {
    const name = parameter(newStack(), 'Name');
    expect(isRefused(`${name}.ct`)).toBe(true);
    expect(isRefused('elsewhere.ct', { database: name, names: ['ct'] })).toBe(true);
    expect(isRefused(`${name}.third`)).toBe(false);
  });

  test('is that of a database of the app, as the app calls it', () => {
    const { databaseName } = database(newStack(), 'Security');
    expect(isRefused('security.ct', { database: databaseName, names: ['ct'] })).toBe(true);
    expect(isRefused('elsewhere.ct', { database: databaseName, names: ['ct'] })).toBe(false);
    expect(isRefused(`${databaseName}.ct`)).toBe(true);
    expect(isRefused(`${databaseName}.ct`, { database: 'elsewhere', names: ['ct'] })).toBe(false);
  });

  test('is that of the table', () => {
    const name = parameter(newStack(), 'Name');
    expect(isRefused(name, { database: 'security', names: [name] })).toBe(true);
    expect(isRefused(`security.${name}`, { database: 'security', names: [name] })).toBe(true);
    expect(isRefused(name)).toBe(false);
  });
});
