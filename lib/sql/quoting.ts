import { Aws, CfnResource, Fn, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';

/** A text as an SQL literal. A region has no quotes. */
export function sqlString(text: string): string {
  return `'${Token.isUnresolved(text.replaceAll(Aws.REGION, '')) ? replaced(text, "'", "''") : text.replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier. */
export function sqlName(name: string): string {
  return `"${doubled(name)}"`;
}

/** The same within a text of JSON. */
export function sqlNameInJson(name: string): string {
  return `\\"${inJson(doubled(name))}\\"`;
}

/** What JSON can't have in a text as it is, of what Glue takes in a name. */
const ESCAPED = ['\\', '"', '\t'];

/** What stands between the quotes of a text of JSON. */
export function inJson(text: string): string {
  if (!Token.isUnresolved(text)) {
    return jsonText(text);
  }
  return isPlain(text)
    ? text
    : ESCAPED.reduce((name, character) => replaced(name, character, jsonText(character)), text);
}

function jsonText(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function doubled(name: string): string {
  if (!Token.isUnresolved(name)) {
    return name.replaceAll('"', '""');
  }
  return isPlain(name) ? name : replaced(name, '"', '""');
}

/** A token's characters are replaced at deployment, when they are known. */
function replaced(token: string, character: string, by: string): string {
  return Fn.join(by, Fn.split(character, token));
}

/** Whether a token is sure to stand as it is: it refers to a database or table that the app gives such a name. */
function isPlain(token: string): boolean {
  const name = knownName(token);
  return name !== undefined && !ESCAPED.some((character) => name.includes(character));
}

/** The name of a database or table, also where it is a token that refers to one that the app gives a name. */
export function knownName(name: string): string | undefined {
  if (!Token.isUnresolved(name)) {
    return name;
  }
  const { length, firstToken } = Tokenization.reverseString(name);
  const known = length === 1 && Reference.isReference(firstToken) ? nameOf(firstToken) : undefined;
  return typeof known === 'string' && !Token.isUnresolved(known) ? known : undefined;
}

/** The name that the app gives what is referred to, a token as an object. */
function nameOf({ target }: Reference): unknown {
  const isOf = (type: string) => CfnResource.isCfnResource(target) && target.cfnResourceType === type;
  const stack = Stack.of(target);
  if (isOf(CfnDatabase.CFN_RESOURCE_TYPE_NAME)) {
    return (stack.resolve((target as CfnDatabase).databaseInput) as CfnDatabase.DatabaseInputProperty).name;
  }
  return isOf(CfnTable.CFN_RESOURCE_TYPE_NAME)
    ? (stack.resolve((target as CfnTable).tableInput) as CfnTable.TableInputProperty).name
    : undefined;
}
