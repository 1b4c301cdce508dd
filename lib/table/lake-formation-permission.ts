import { Lazy, Stack } from 'aws-cdk-lib';
import { CfnPrincipalPermissions, CfnPrincipalPermissionsProps } from 'aws-cdk-lib/aws-lakeformation';
import { Construct, IConstruct } from 'constructs';
import { hashOf } from '../core/names';
import { textInStack } from '../core/text-in-stack';

/** What somebody may do with databases, tables and views: see how they are defined, or read their rows, too. */
export type LakePermission = 'DESCRIBE' | 'SELECT';

/** What a permission is about. */
export interface Governed {
  readonly kind: 'Database' | 'Table' | 'View';
  readonly construct: IConstruct;
  readonly resource: CfnPrincipalPermissions.ResourceProperty;
}

/** Whom it is for. */
export interface Permitted {
  readonly arn: string;
  /** None where there is but the ARN. */
  readonly construct?: IConstruct;
}

/** What each of a stack's permissions allows, by principal and resource. */
const ALLOWED = new WeakMap<Stack, Map<string, Set<LakePermission>>>();

/** Grants it in Lake Formation. What one principal may do with one resource is one permission, however often it is granted. */
export function permit(
  stack: Stack,
  { arn, construct: principal }: Permitted,
  { kind, construct, resource }: Governed,
  permissions: LakePermission[],
): void {
  const ofStack = ALLOWED.get(stack) ?? new Map<string, Set<LakePermission>>();
  ALLOWED.set(stack, ofStack);
  // By what they are, since a role may be imported twice, and a database, too.
  const key = `${textInStack(arn, Stack.of(principal ?? stack))} ${textInStack(resource, Stack.of(construct))}`;
  const allowed = ofStack.get(key) ?? new Set<LakePermission>();
  permissions.forEach((permission) => allowed.add(permission));
  if (ofStack.has(key)) {
    return;
  }
  ofStack.set(key, allowed);
  // Neither an order nor the stack's own id changes it.
  const whose = principal ? pathIn(stack, principal) : JSON.stringify(stack.resolve(arn));
  addInLine(stack, `${kind}${hashOf(`${pathIn(stack, construct)} ${whose}`)}`, {
    principal: { dataLakePrincipalIdentifier: arn },
    resource,
    permissions: Lazy.list({ produce: () => [...allowed] }),
    permissionsWithGrantOption: [],
  });
}

/** The path below the stack. */
function pathIn(stack: Stack, { node: { path } }: IConstruct): string {
  const above = `${stack.node.path}/`;
  return path.startsWith(above) ? path.slice(above.length) : path;
}

/** What holds all permissions of a stack. */
const LINE = 'S3AuditLakeFormation';

/**
 * Of several permissions that CloudFormation creates at once, some fail, though they are granted: so each waits for the one
 * before it.
 *
 * @see https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2500
 */
function addInLine(stack: Stack, id: string, props: CfnPrincipalPermissionsProps): void {
  const line = stack.node.tryFindChild(LINE) ?? new Construct(stack, LINE);
  const before = line.node.children.at(-1);
  const permission = new CfnPrincipalPermissions(line, id, props);
  if (before) {
    permission.node.addDependency(before);
  }
}
