import { isDeepStrictEqual } from 'node:util';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { PropertyType, ResourceProperties } from '@aws-cdk/service-spec-types';

export type Properties = Readonly<Record<string, unknown>>;

const SCHEMAS = loadAwsServiceSpecSync();

/** What CloudFormation's schema of a type of resources says. */
export class ResourceSchema {
  /** @throws if there is no such type */
  public static of(type: string): ResourceSchema {
    const [schema] = SCHEMAS.lookup('resource', 'cloudFormationType', 'equals', type);
    if (schema === undefined) {
      throw new Error(`There is no schema of ${type}`);
    }
    if (schema.additionalReplacementProperties?.length) {
      throw new Error(`The schema of ${type} has a list of properties that replace, and nothing here reads it`);
    }
    return new ResourceSchema(type, schema.properties, schema.isStateful ?? false);
  }

  private constructor(
    private readonly type: string,
    private readonly properties: ResourceProperties,
    /** Whether such resources hold data. */
    public readonly holdsData: boolean,
  ) {}

  /** Whether a resource is replaced where its properties change in this way. Where it may be, it counts as replaced. */
  public replaces(before: Properties, after: Properties): boolean {
    return this.anyReplaces(this.properties, before, after);
  }

  private anyReplaces(properties: ResourceProperties, before: Properties, after: Properties): boolean {
    const names = Object.keys({ ...before, ...after });
    return names
      .filter((name) => !isDeepStrictEqual(before[name], after[name]))
      .some((name) => {
        if (!(name in properties)) {
          throw new Error(`The schema of ${this.type} has no ${name}`);
        }
        const { causesReplacement = 'no', type } = properties[name];
        return causesReplacement !== 'no' || this.partReplaces(type, before[name], after[name]);
      });
  }

  /** A part of a property may replace where the property doesn't: of a Glue table's input, only the name does. */
  private partReplaces(type: PropertyType, before: unknown, after: unknown): boolean {
    switch (type.type) {
      case 'ref':
        if (!isObject(before) || !isObject(after) || isFunction(before) || isFunction(after)) {
          return false;
        }
        return this.anyReplaces(SCHEMAS.get('typeDefinition', type.reference.$ref).properties, before, after);
      case 'array': {
        const [one, other] = [before, after].map((list) => (Array.isArray(list) ? (list as unknown[]) : []));
        return one.some((value, index) => this.partReplaces(type.element, value, other[index]));
      }
      default:
        return false;
    }
  }
}

function isObject(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What CloudFormation puts in at deployment. */
function isFunction(value: Properties): boolean {
  return Object.keys(value).some((name) => name === 'Ref' || name.startsWith('Fn::'));
}
