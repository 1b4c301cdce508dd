import { Stack } from 'aws-cdk-lib';

/**
 * The same text for two values that are one, as far as a stack tells. One that names a resource says nothing outside the stack
 * that has it.
 */
export function textInStack(value: unknown, stack: Stack): string {
  const text = JSON.stringify(stack.resolve(value));
  return /"Fn::GetAtt"|"Ref":"(?!AWS::)/.test(text) ? `${stack.node.addr} ${text}` : text;
}
