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
      const resources = imported.Resources as Record<string, { Properties?: { BucketName?: string } }>;
      const reference = (id: string, attribute?: string) => {
        const name = resources[id].Properties?.BucketName ?? `${stackName}-${id}`.toLowerCase();
        return attribute === 'Arn' ? `arn:aws:s3:::${name}` : name;
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
    options: { key?: string; readOnly?: boolean } = {},
  ) {
    const name = typeof bucket === 'string' ? bucket : this.of(bucket.node.defaultChild!).name;
    const { key = '2026/log', readOnly = false } = options;
    const arn = `arn:aws:s3:::${name as string}/${key}`;
    return this.recordsEvent(trail, { eventCategory: 'Data', type: 'AWS::S3::Object', arn, readOnly });
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
 * Of what includes, one operator must hold; of what excludes, none; and each by any of its values.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html
 */
function matches(field: FieldSelector, event: SelectedEvent): boolean {
  const values: Record<string, unknown> = {
    eventCategory: event.eventCategory,
    readOnly: event.readOnly,
    'resources.type': event.type,
    'resources.ARN': event.arn,
  };
  if (!(field.Field in values)) {
    throw new Error(`The field ${field.Field} is unknown`);
  }
  const value = String(values[field.Field]);
  const { Equals, StartsWith, EndsWith, NotEquals, NotStartsWith, NotEndsWith } = field;
  const included = [
    Equals?.includes(value),
    StartsWith?.some((start) => value.startsWith(start)),
    EndsWith?.some((end) => value.endsWith(end)),
  ].filter((holds) => holds !== undefined);
  const excluded = [
    NotEquals?.includes(value),
    NotStartsWith?.some((start) => value.startsWith(start)),
    NotEndsWith?.some((end) => value.endsWith(end)),
  ];
  return (included.length === 0 || included.includes(true)) && !excluded.includes(true);
}
