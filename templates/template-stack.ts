import {
  App,
  BootstraplessSynthesizer,
  CfnCondition,
  CfnParameter,
  type CfnParameterProps,
  type ICfnConditionExpression,
  Stack,
} from 'aws-cdk-lib';
import type { JsonObject } from '../engine/template/json';
import { version } from '../package.json';

/** What the console shows of a parameter, besides its value. */
export interface ParameterProps extends CfnParameterProps {
  /** Every parameter says what it is for. */
  readonly description: string;
  readonly label: string;
  /** What stands above it and those beside it. */
  readonly group: string;
}

/** A stack whose template needs neither the CDK nor what its bootstrap makes. */
export class TemplateStack extends Stack {
  private readonly labels: Record<string, { default: string }> = {};
  private readonly groups = new Map<string, string[]>();

  constructor(description: string) {
    super(new App({ analyticsReporting: false }), 'Template', {
      description: `${description} (cdk-s3-audit-trail ${version})`,
      synthesizer: new BootstraplessSynthesizer(),
    });
    this.templateOptions.templateFormatVersion = '2010-09-09';
  }

  public parameter(id: string, { label, group, ...props }: ParameterProps): CfnParameter {
    this.labels[id] = { default: label };
    this.groups.set(group, [...(this.groups.get(group) ?? []), id]);
    return new CfnParameter(this, id, props);
  }

  /** A condition of that name, made once. */
  public condition(id: string, expression: () => ICfnConditionExpression): CfnCondition {
    const made = this.node.tryFindChild(id) as CfnCondition | undefined;
    return made ?? new CfnCondition(this, id, { expression: expression() });
  }

  public toTemplate(): JsonObject {
    this.templateOptions.metadata = {
      'AWS::CloudFormation::Interface': {
        ParameterGroups: [...this.groups].map(([title, Parameters]) => ({ Label: { default: title }, Parameters })),
        ParameterLabels: this.labels,
      },
      'cdk-s3-audit-trail': { Version: version },
    };
    const app = this.node.root as App;
    return app.synth().getStackArtifact(this.artifactId).template as JsonObject;
  }
}
