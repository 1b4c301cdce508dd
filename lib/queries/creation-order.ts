import { Stack } from 'aws-cdk-lib';
import { CfnPreparedStatement } from 'aws-cdk-lib/aws-athena';
import { dependsOn } from '../core/dependencies';
import { whenComplete } from '../core/when-complete';

/** CloudFormation would create all statements of a stack at once, and doesn't retry one that Athena throttles. */
const CREATED_AT_ONCE = 5;

/** The statements of a stack, in the order in which they were added. */
const STATEMENTS = new WeakMap<Stack, CfnPreparedStatement[]>();

/** Lets a statement wait for one that is five places before it in its stack, once all of them are known. */
export function waitInLine(statement: CfnPreparedStatement): void {
  const stack = Stack.of(statement);
  const statements = STATEMENTS.get(stack) ?? [];
  statements.push(statement);
  if (!STATEMENTS.has(stack)) {
    STATEMENTS.set(stack, statements);
    whenComplete(stack, () => link(statements));
  }
}

function link(statements: CfnPreparedStatement[]): void {
  const line = inOrder(statements);
  line.slice(CREATED_AT_ONCE).forEach((statement, index) => statement.node.addDependency(line[index]));
}

/** None before one that it depends on in any case, as where one audit depends on another. */
function inOrder(statements: CfnPreparedStatement[]): CfnPreparedStatement[] {
  const rest = [...statements];
  return statements.map(() => {
    const next = rest.findIndex((statement) => !rest.some((other) => dependsOn(statement, other)));
    return rest.splice(Math.max(next, 0), 1)[0];
  });
}
