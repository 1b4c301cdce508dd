import { type DeploymentEnvironment, Intrinsics } from '../../engine/template/intrinsics';
import { type Json, type JsonObject, isObject, list, text } from '../../engine/template/json';
import { ENV } from '../util';

export type Parameters = Record<string, string>;

/** What CloudFormation makes of a template and values for its parameters, or why it refuses them. */
export class StackOfTemplate {
  private readonly intrinsics: Intrinsics;
  private readonly existing = new Map<string, string[]>();
  private readonly sections: Record<string, Record<string, JsonObject> | undefined>;

  constructor(
    template: JsonObject,
    private readonly parameters: Parameters = {},
    environment: DeploymentEnvironment = ENV,
  ) {
    this.sections = template as typeof this.sections;
    const reference = (id: string, attribute?: string) => `<${[id, attribute].filter(Boolean).join('.')}>`;
    this.intrinsics = new Intrinsics(template, { ...environment, parameters }, reference);
  }

  /** The resources that are there, by their logical ids, with the properties that they get. */
  public get resources(): Record<string, JsonObject> {
    return Object.fromEntries(
      this.ids('Resources').map((id) => {
        const { Type, Properties, DeletionPolicy = '', UpdateReplacePolicy = '' } = this.sections.Resources![id];
        const resource = { Type, Properties, DeletionPolicy, UpdateReplacePolicy };
        return [id, texts(this.intrinsics.resolve(resource)!) as JsonObject];
      }),
    );
  }

  /** The values of the outputs that are there. */
  public get outputs(): Record<string, Json> {
    const values = this.ids('Outputs').map((id) => [id, this.intrinsics.resolve(this.sections.Outputs![id].Value)]);
    return Object.fromEntries(values) as Record<string, Json>;
  }

  /** The logical ids of the resources of a type that are there. */
  public resourcesOf(type: string): string[] {
    return this.ids('Resources').filter((id) => this.sections.Resources![id].Type === type);
  }

  /** The logical ids that a resource waits for and that are there. */
  public waitsFor(id: string): string[] {
    const { DependsOn = [], Metadata = {} } = this.sections.Resources![id];
    const { CreatedAfter = [] } = Metadata as JsonObject;
    const references = list(this.intrinsics.resolve(CreatedAfter), id).map((name) => text(name, id).slice(1, -1));
    const ids = this.ids('Resources');
    return [...list(DependsOn, id).map((name) => text(name, id)), ...references].filter((name) => ids.includes(name));
  }

  /** Why the values are refused: a constraint of a parameter, or a rule. */
  public get refusals(): string[] {
    const unknown = Object.keys(this.parameters).filter((name) => !(name in this.sections.Parameters!));
    const constraints = Object.entries(this.sections.Parameters!).filter(([name, declared]) => {
      const value = this.valueOf(name);
      return value === undefined || !fits(value, declared);
    });
    const assertions = Object.values(this.sections.Rules ?? {})
      .filter(({ RuleCondition }) => RuleCondition === undefined || this.holds(RuleCondition))
      .flatMap(({ Assertions }) => list(Assertions, 'Rules') as JsonObject[])
      .filter(({ Assert }) => !this.holds(Assert));
    return [
      ...unknown,
      ...constraints.map(([name]) => name),
      ...assertions.map(({ AssertDescription }) => text(AssertDescription, 'AssertDescription')),
    ];
  }

  private valueOf(name: string): string | undefined {
    const { Default } = this.sections.Parameters![name];
    return this.parameters[name] ?? (Default === undefined ? undefined : text(Default, name));
  }

  /** A condition of a rule. What isn't known here is an error. */
  private holds(condition: Json): boolean {
    const [[name, argument], ...others] = Object.entries(condition as JsonObject);
    const parts = list(argument, name);
    const value = (part: Json) => (isObject(part) ? this.valueOf(text(part.Ref, name)) : part);
    expect(others).toEqual([]);
    switch (name) {
      case 'Fn::Equals':
        return value(parts[0]) === value(parts[1]);
      case 'Fn::Contains':
        return list(parts[0], name).map(value).includes(value(parts[1]));
      case 'Fn::Not':
        return !this.holds(parts[0]);
      case 'Fn::Or':
        return parts.some((part) => this.holds(part));
      default:
        throw new Error(`The function ${name} of a rule is unknown`);
    }
  }

  private ids(section: string): string[] {
    const known = this.existing.get(section);
    const ids = () =>
      Object.entries(this.sections[section] ?? {})
        .filter(([, { Condition }]) => Condition === undefined || this.intrinsics.condition(text(Condition, section)))
        .map(([id]) => id);
    this.existing.set(section, known ?? ids());
    return this.existing.get(section)!;
  }
}

/** CloudFormation takes a text for a number. */
function texts(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(texts);
  }
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, texts(part)]))
    : text(value, 'A property');
}

function fits(value: string, { AllowedPattern, AllowedValues, MaxLength = 4096, ...others }: JsonObject): boolean {
  // Others than these would go unheard.
  expect(['Type', 'Default', 'Description', 'ConstraintDescription']).toEqual(
    expect.arrayContaining(Object.keys(others)),
  );
  expect(others.Type).toBe('String');
  return (
    value.length <= Number(MaxLength) &&
    (AllowedPattern === undefined || regExpOf(text(AllowedPattern, 'AllowedPattern')).test(value)) &&
    (AllowedValues === undefined || list(AllowedValues, 'AllowedValues').includes(value))
  );
}

/** JavaScript lacks possessive quantifiers (`++`, `*+`), without which these patterns take the same; test/trino asks Java. */
export function regExpOf(allowedPattern: string): RegExp {
  return new RegExp(allowedPattern.replace(/([+*])\+/g, '$1'));
}
