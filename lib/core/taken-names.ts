import { Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { invalid } from './validation';

/** The names that are taken in a stack, and by what. */
const TAKEN = new WeakMap<IConstruct, Map<string, string>>();

/**
 * Takes a name, since two of one name would only fail at deployment.
 *
 * @param property the name's own name in an error
 * @param place what holds each name once, such as a workgroup, by a text that two places don't share
 * @param advice what to do besides, for the error
 */
export function takeName(taker: IConstruct, property: string, name: string, place: string, advice = ''): void {
  // A place whose name is a token can be in another stack, and is the same one for the whole app.
  const owner = Token.isUnresolved(place) ? taker.node.root : Stack.of(taker);
  const taken = TAKEN.get(owner) ?? new Map<string, string>();
  const other = taken.get(`${place}/${name}`);
  if (other !== undefined) {
    invalid(property, name, `a name that differs from that of ${other}${advice}`);
  }
  TAKEN.set(owner, taken.set(`${place}/${name}`, taker.node.path));
}
