import { type Json, type JsonObject, isObject, list, member, text } from './json';

/** Where a template is read as if it were deployed there. */
export interface DeploymentEnvironment {
  readonly account: string;
  readonly region: string;
  /** @default 'aws' */
  readonly partition?: string;
  /** @default 'Stack' */
  readonly stackName?: string;
  /** Values of the template's parameters. @default - their own defaults */
  readonly parameters?: Record<string, string>;
}

/** Gives what `Ref` (no attribute) or `Fn::GetAtt` of a resource stand for once it is deployed. */
export type ResourceReference = (logicalId: string, attribute?: string) => Json;

const NO_VALUE = Symbol('AWS::NoValue');

/**
 * Resolves the intrinsics of a template as CloudFormation would. What it does not know is an error that names it,
 * since a guess would run another query than the one that is deployed.
 */
export class Intrinsics {
  private readonly pseudoParameters: Record<string, Json>;

  constructor(
    private readonly template: JsonObject,
    private readonly environment: DeploymentEnvironment,
    private readonly reference: ResourceReference,
  ) {
    const { account, region, partition = 'aws', stackName = 'Stack' } = environment;
    this.pseudoParameters = {
      'AWS::AccountId': account,
      'AWS::Region': region,
      'AWS::Partition': partition,
      'AWS::StackName': stackName,
      'AWS::URLSuffix': partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
    };
  }

  /** The value without intrinsics; undefined where it is `AWS::NoValue`. */
  public resolve(value: Json | undefined): Json | undefined {
    const resolved = value === undefined ? NO_VALUE : this.evaluate(value);
    return resolved === NO_VALUE ? undefined : resolved;
  }

  /** Whether a condition of the template holds. */
  public condition(name: string): boolean {
    return this.truth(member(this.template.Conditions ?? {}, name, 'Conditions'));
  }

  private evaluate(value: Json): Json | typeof NO_VALUE {
    if (Array.isArray(value)) {
      return value.map((item) => this.evaluate(item)).filter((item) => item !== NO_VALUE);
    }
    if (!isObject(value)) {
      return value;
    }
    const [[name, argument] = ['', null], ...others] = Object.entries(value);
    if (others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) {
      return this.call(name, argument);
    }
    const entries = Object.entries(value).map(([key, item]) => [key, this.evaluate(item)] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== NO_VALUE)) as JsonObject;
  }

  private call(name: string, argument: Json): Json | typeof NO_VALUE {
    switch (name) {
      case 'Ref':
        return argument === 'AWS::NoValue' ? NO_VALUE : this.ref(text(argument, name));
      case 'Fn::GetAtt': {
        const [logicalId, ...attribute] =
          typeof argument === 'string' ? argument.split('.') : this.list(argument, name);
        return this.reference(text(logicalId, name), attribute.map((part) => text(part, name)).join('.'));
      }
      case 'Fn::Join': {
        const [separator, items] = this.list(argument, name);
        const texts = this.list(items, name).map((item) => text(item, name));
        return texts.join(text(separator, name));
      }
      case 'Fn::Split': {
        const [separator, source] = this.list(argument, name);
        return text(source, name).split(text(separator, name));
      }
      case 'Fn::Select': {
        const [index, items] = this.list(argument, name);
        return member(this.list(items, name), text(index, name), name);
      }
      case 'Fn::FindInMap': {
        const [map, key, field] = this.list(argument, name).map((item) => text(item, name));
        const row = member(member(this.template.Mappings ?? {}, map, 'Mappings'), key, `mapping ${map}`);
        return member(row, field, `mapping ${map}, key ${key}`);
      }
      case 'Fn::Base64':
        return Buffer.from(text(this.resolve(argument), name)).toString('base64');
      case 'Fn::Sub':
        return this.substitute(argument);
      case 'Fn::If': {
        // Only the branch that is taken: the other one may hold what doesn't exist here.
        const [condition, whenTrue, whenFalse] = list(argument, name);
        return this.evaluate(this.condition(text(condition, name)) ? whenTrue : whenFalse);
      }
      default:
        throw new Error(`Intrinsic ${name} is unknown: ${JSON.stringify(argument)}`);
    }
  }

  private ref(name: string): Json {
    if (name.startsWith('AWS::')) {
      return member(this.pseudoParameters, name, 'pseudo parameters');
    }
    const parameters = this.template.Parameters ?? {};
    return isObject(parameters) && name in parameters ? this.parameter(name, parameters[name]) : this.reference(name);
  }

  private parameter(name: string, declaration: Json): Json {
    const type = text(member(declaration, 'Type', `parameter ${name}`), name);
    const value =
      this.environment.parameters?.[name] ?? text(member(declaration, 'Default', `parameter ${name}`), name);
    switch (type) {
      case 'String':
      case 'Number':
        return value;
      case 'CommaDelimitedList':
        return value.split(',').map((item) => item.trim());
      default:
        throw new Error(`Parameter ${name} has type ${type}, which is unknown`);
    }
  }

  private substitute(argument: Json): string {
    const [template, variables]: Json[] = Array.isArray(argument) ? argument : [argument, {}];
    return text(template, 'Fn::Sub').replace(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
      if (literal) {
        return `\${${name}}`;
      }
      if (isObject(variables) && name in variables) {
        return text(this.resolve(variables[name]), `Fn::Sub ${name}`);
      }
      return text(this.resolve(name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name }), `Fn::Sub ${name}`);
    });
  }

  private truth(condition: Json): boolean {
    const [name, argument] = isObject(condition) ? Object.entries(condition)[0] : [JSON.stringify(condition), null];
    switch (name) {
      case 'Condition':
        return this.condition(text(argument, name));
      case 'Fn::Equals': {
        const [left, right] = this.list(argument, name).map((item) => text(item, name));
        return left === right;
      }
      case 'Fn::Not':
        return !list(argument, name).every((item) => this.truth(item));
      case 'Fn::And':
        return list(argument, name).every((item) => this.truth(item));
      case 'Fn::Or':
        return list(argument, name).some((item) => this.truth(item));
      default:
        throw new Error(`Condition ${name} is unknown`);
    }
  }

  private list(value: Json, where: string): Json[] {
    return list(this.resolve(value), where);
  }
}
