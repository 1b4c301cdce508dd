import { Fn, IResolvable, Stack } from 'aws-cdk-lib';
import { CfnPreparedStatement } from 'aws-cdk-lib/aws-athena';
import { dependsOn } from '../core/dependencies';
import { whenComplete } from '../core/when-complete';

/** CloudFormation would create all statements of a stack at once, and doesn't retry one that Athena throttles. */
const CREATED_AT_ONCE = 5;

/** The statements of a stack, in the order in which they were added. */
const STATEMENTS = new WeakMap<Stack, CfnPreparedStatement[]>();

/** Lets a statement wait for one that is five places ahead of it in its stack, once all of them are known. */
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
  line.forEach((statement, index) => queue(statement, line.slice(0, index)));
}

/** Lets it wait for the one five places ahead; where a condition may leave that one out, for those further ahead, too. */
function queue(statement: CfnPreparedStatement, line: CfnPreparedStatement[], unsure: IResolvable[] = []): void {
  const other = line.at(-CREATED_AT_ONCE);
  const condition = other?.cfnOptions.condition;
  if (condition && condition !== statement.cfnOptions.condition) {
    const reference = Fn.conditionIf(condition.logicalId, other.ref, '');
    queue(statement, line.slice(0, -CREATED_AT_ONCE), [...unsure, reference]);
    return;
  }
  if (other) {
    statement.node.addDependency(other);
  }
  if (unsure.length > 0) {
    // DependsOn takes no condition, and what a resource's metadata refers to is created before it, too.
    statement.addMetadata('CreatedAfter', unsure);
  }
}

/** None before one that it depends on in any case, as where one audit depends on another. */
function inOrder(statements: CfnPreparedStatement[]): CfnPreparedStatement[] {
  const rest = [...statements];
  return statements.map(() => {
    const next = rest.findIndex((statement) => !rest.some((other) => dependsOn(statement, other)));
    return rest.splice(Math.max(next, 0), 1)[0];
  });
}
