import { CfnOutput, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** Has the template say which statements somebody has to add to a policy, as JSON. */
export function outputStatements(
  scope: Construct,
  id: string,
  description: string,
  statements: iam.PolicyStatement[],
): void {
  const value = Stack.of(scope).toJsonString(statements.map((statement): unknown => statement.toStatementJson()));
  new CfnOutput(scope, id, { description, value });
}
