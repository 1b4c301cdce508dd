import { IResource, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { invalid } from './validation';

/** @throws if a resource is in another account or region than the stack, where both are known */
export function requireSamePlace(
  name: string,
  resource: IResource,
  scope: Construct,
  parts: readonly ('account' | 'region')[] = ['account', 'region'],
): void {
  const own = Stack.of(scope);
  for (const what of parts) {
    const value = resource.env[what];
    if (areKnownToDiffer(value, own[what])) {
      invalid(name, `${resource.node.path} of ${what} ${value}`, `one of ${own[what]}, the ${what} of the stack`);
    }
  }
}

/** Whether two accounts or regions differ, of which none is known at deployment only. */
export function areKnownToDiffer(one: string, other: string): boolean {
  return one !== other && ![one, other].some((value) => Token.isUnresolved(value));
}
