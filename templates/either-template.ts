import { isDeepStrictEqual } from 'node:util';
import { type Json, type JsonObject, isObject, text } from '../engine/template/json';

/**
 * One template out of two, each as the library makes it: what differs between them is decided by a condition that both
 * have.
 *
 * @throws if something differs that CloudFormation takes no condition for
 */
export function eitherTemplate(condition: string, whenTrue: JsonObject, whenFalse: JsonObject): JsonObject {
  const { Resources: yes, Conditions: ofTrue, ...rest } = whenTrue;
  const { Resources: no, Conditions: ofFalse, ...otherRest } = whenFalse;
  requireSame('The templates', rest, otherRest);
  const conditions = { ...(ofTrue as JsonObject), ...(ofFalse as JsonObject) };
  const resources = keysOf(yes, no).map((id): [string, Json] => {
    const [one, other] = [yes, no].map((all) => (all as JsonObject)[id] as JsonObject | undefined);
    return [
      id,
      one && other ? eitherResource(id, condition, one, other) : onlyWhere(conditions, condition, one, other),
    ];
  });
  return { ...rest, Conditions: conditions, Resources: Object.fromEntries(resources) };
}

function eitherResource(id: string, condition: string, one: JsonObject, other: JsonObject): JsonObject {
  const { Properties: yes, ...rest } = one;
  const { Properties: no, ...otherRest } = other;
  requireSame(id, rest, otherRest);
  return { ...one, Properties: eitherValue(condition, yes, no) };
}

/** A resource that one of the two templates has: under its own condition, and that of the template. */
function onlyWhere(conditions: JsonObject, condition: string, one?: JsonObject, other?: JsonObject): JsonObject {
  const resource = (one ?? other)!;
  const wanted: Json = one ? { Condition: condition } : { 'Fn::Not': [{ Condition: condition }] };
  const own = text(resource.Condition, 'A resource that one template has and the other has not');
  const both = `${own}${one ? 'Where' : 'Unless'}${condition}`;
  conditions[both] = { 'Fn::And': [{ Condition: own }, wanted] };
  return { ...resource, Condition: both };
}

/** A function of CloudFormation's is taken as a whole: a list within it need not take what isn't there. */
function eitherValue(condition: string, yes: Json | undefined, no: Json | undefined): Json {
  if (isDeepStrictEqual(yes, no)) {
    return yes!;
  }
  if (Array.isArray(yes) && Array.isArray(no)) {
    const longer = yes.length < no.length ? no : yes;
    return longer.map((_, index) => eitherValue(condition, yes[index], no[index]));
  }
  if (isPlain(yes) && isPlain(no)) {
    return Object.fromEntries(keysOf(yes, no).map((key) => [key, eitherValue(condition, yes[key], no[key])]));
  }
  const [whenTrue, whenFalse] = [yes, no].map((value) => value ?? { Ref: 'AWS::NoValue' });
  return { 'Fn::If': [condition, whenTrue, whenFalse] };
}

function isPlain(value: Json | undefined): value is JsonObject {
  return isObject(value) && !Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'));
}

function keysOf(one: Json, other: Json): string[] {
  return Object.keys({ ...(one as JsonObject), ...(other as JsonObject) });
}

function requireSame(what: string, one: JsonObject, other: JsonObject): void {
  const different = keysOf(one, other).find((key) => !isDeepStrictEqual(one[key], other[key]));
  if (different !== undefined) {
    throw new Error(`${what} differ in ${different}, for which CloudFormation takes no condition`);
  }
}
