import { App, CfnElement, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { IConstruct } from 'constructs';
import { Intrinsics } from '../../engine/template/intrinsics';
import { type Json, type JsonObject } from '../../engine/template/json';
import { DataEventTrail } from '../../lib';

/** What an event selector looks at in an event. */
export interface SelectedEvent {
  readonly eventCategory: 'Data' | 'Management';
  readonly readOnly: boolean;
  readonly type?: string;
  readonly arn?: string;
  readonly eventName?: string;
  readonly eventType?: string;
  readonly eventSource?: string;
  /** The ARN of the caller, which not everyone has. */
  readonly caller?: string;
}

interface FieldSelector {
  readonly Field: string;
  readonly Equals?: string[];
  readonly StartsWith?: string[];
  readonly EndsWith?: string[];
  readonly NotEquals?: string[];
  readonly NotStartsWith?: string[];
  readonly NotEndsWith?: string[];
}

/** An app as it is deployed: its buckets have names, and its trails record events or not. */
export class DeployedTrails {
  private readonly resolved = new Map<string, JsonObject>();

  constructor(app: App) {
    const exported = new Map<string, Json>();
    for (const { stackName, template, environment } of app.synth().stacks) {
      const known = (_: string, value: { 'Fn::ImportValue'?: string }) =>
        value?.['Fn::ImportValue'] === undefined ? value : exported.get(value['Fn::ImportValue']);
      const imported = JSON.parse(JSON.stringify(template), known as never) as JsonObject;
      const resources = imported.Resources as Record<string, { Type: string; Properties?: { BucketName?: string } }>;
      const reference = (id: string, attribute?: string) => {
        const name = resources[id].Properties?.BucketName ?? `${stackName}-${id}`.toLowerCase();
        const arn =
          resources[id].Type === 'AWS::IAM::User' ? `arn:aws:iam::${environment.account}:user/` : 'arn:aws:s3:::';
        return attribute === 'Arn' ? `${arn}${name}` : name;
      };
      const intrinsics = new Intrinsics(imported, environment, reference);
      const outputs = (imported.Outputs ?? {}) as Record<string, { Value: Json; Export?: { Name: string } }>;
      for (const { Value, Export } of Object.values(outputs)) {
        if (Export) {
          exported.set(Export.Name, intrinsics.resolve(Value)!);
        }
      }
      for (const [id, resource] of Object.entries(imported.Resources as Record<string, JsonObject>)) {
        if (resource.Type === 'AWS::CloudTrail::Trail' || resource.Type === 'AWS::S3::Bucket') {
          const { BucketName, AdvancedEventSelectors } = (resource.Properties ?? {}) as JsonObject;
          this.resolved.set(`${stackName}/${id}`, {
            name: intrinsics.resolve(BucketName) ?? reference(id),
            selectors: intrinsics.resolve(AdvancedEventSelectors) ?? [],
          });
        }
      }
    }
  }

  /** Whether a trail records a request to an object of a bucket. */
  public records(
    trail: DataEventTrail,
    bucket: s3.Bucket | string,
    options: Partial<SelectedEvent> & { key?: string } = {},
  ) {
    const name = typeof bucket === 'string' ? bucket : this.of(bucket.node.defaultChild!).name;
    const { key = '2026/log', ...event } = options;
    const arn = `arn:aws:s3:::${name as string}/${key}`;
    return this.recordsEvent(trail, {
      eventCategory: 'Data',
      type: 'AWS::S3::Object',
      arn,
      eventName: 'PutObject',
      eventType: 'AwsApiCall',
      readOnly: false,
      ...event,
    });
  }

  /** The same for any event. */
  public recordsEvent(trail: DataEventTrail, event: SelectedEvent): boolean {
    const selectors = this.of(trail.trail).selectors as unknown as { FieldSelectors: FieldSelector[] }[];
    return selectors.some(({ FieldSelectors }) => FieldSelectors.every((field) => matches(field, event)));
  }

  private of(resource: IConstruct): JsonObject {
    const stack = Stack.of(resource);
    return this.resolved.get(`${stack.stackName}/${stack.resolve((resource as CfnElement).logicalId)}`)!;
  }
}

/**
 * Of what includes, one operator must hold; of what excludes, none; and each by any of its values. AWS doesn't say what it
 * makes of a field that an event lacks: here it is none of the values.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html
 */
function matches(field: FieldSelector, event: SelectedEvent): boolean {
  const values: Record<string, string | boolean | undefined> = {
    eventCategory: event.eventCategory,
    readOnly: event.readOnly,
    'resources.type': event.type,
    'resources.ARN': event.arn,
    eventName: event.eventName,
    eventType: event.eventType,
    eventSource: event.eventSource,
    'userIdentity.arn': event.caller,
  };
  if (!(field.Field in values)) {
    throw new Error(`The field ${field.Field} is unknown`);
  }
  requireOperators(field);
  const value = values[field.Field];
  const any = (operands: string[] | undefined, holds: (text: string, operand: string) => boolean) =>
    operands?.some((operand) => value !== undefined && holds(String(value), operand));
  const [equals, starts, ends] = [
    (text: string, operand: string) => text === operand,
    (text: string, operand: string) => text.startsWith(operand),
    (text: string, operand: string) => text.endsWith(operand),
  ];
  const { Equals, StartsWith, EndsWith, NotEquals, NotStartsWith, NotEndsWith } = field;
  const included = [any(Equals, equals), any(StartsWith, starts), any(EndsWith, ends)];
  const excluded = [any(NotEquals, equals), any(NotStartsWith, starts), any(NotEndsWith, ends)];
  return (included.every((holds) => holds === undefined) || included.includes(true)) && !excluded.includes(true);
}

/** AWS refuses a field without a value, and some with another operator than Equals. */
function requireOperators({ Field, ...operators }: FieldSelector): void {
  const lists: string[][] = Object.values(operators);
  const onlyEquals = ['eventCategory', 'readOnly', 'resources.type'].includes(Field);
  if (lists.length === 0 || lists.some((list) => list.length === 0) || lists.flat().some((text) => /[*]$/.test(text))) {
    throw new Error(`${Field} has no value, or a wildcard: ${JSON.stringify(operators)}`);
  }
  if (onlyEquals && (operators.Equals?.length !== 1 || lists.length !== 1)) {
    throw new Error(`${Field} takes one value, by Equals: ${JSON.stringify(operators)}`);
  }
}
