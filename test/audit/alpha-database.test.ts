import * as alpha from '@aws-cdk/aws-glue-alpha';
import * as glue from 'aws-cdk-lib/aws-glue';
import { newStack, onlyTable, synthAudit, textOf } from '../util';

test('a database of the deprecated alpha module is passed on by its ARN', () => {
  const stack = newStack();
  const old = new alpha.Database(stack, 'Old', { databaseName: 'security' });
  const database = glue.Database.fromDatabaseArn(stack, 'Database', old.databaseArn);
  const { template } = synthAudit({ database }, stack);

  template.resourceCountIs('AWS::Glue::Database', 1);
  const [logicalId] = Object.keys(template.findResources('AWS::Glue::Database'));
  expect(JSON.stringify(onlyTable(template).DatabaseName)).toContain(`{"Ref":"${logicalId}"}`);
  const [query] = Object.values(template.findResources('AWS::Athena::NamedQuery'));
  expect(textOf(query.Properties.QueryString)).toContain(`<"${logicalId}">`);
});
