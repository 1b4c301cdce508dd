import { Aspects } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** Does something once the app is complete, and nothing is added to the construct any more. */
export function whenComplete(construct: IConstruct, action: () => void): void {
  const visit = (node: IConstruct) => (node === construct ? action() : undefined);
  Aspects.of(construct).add({ visit });
}
