import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, StackProps } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AuditQuery, S3AuditTrail, S3AuditTrailProps } from '../lib';
import { preparedStatement, savedStatement } from '../lib/queries/compose-query';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';
export const ENV = { account: ACCOUNT, region: REGION };

export function newStack(props: StackProps = { env: ENV }): Stack {
  return new Stack(new App({ analyticsReporting: false }), 'Stack', props);
}

export interface SynthesisedAudit {
  audit: S3AuditTrail;
  stack: Stack;
  template: Template;
}

export function synthAudit(props: S3AuditTrailProps = {}, stack = newStack()): SynthesisedAudit {
  const audit = new S3AuditTrail(stack, 'Audit', props);
  return { audit, stack, template: Template.fromStack(stack) };
}

/** The properties of the only resource of a type, or of the only one that has some properties. */
export function onlyResource(template: Template, type: string, properties: object = {}): Record<string, any> {
  const resources = Object.values(template.findResources(type, { Properties: properties }));
  expect(resources).toHaveLength(1);
  return (resources[0] as { Properties: Record<string, any> }).Properties;
}

/** The properties of the only table that is no view. */
export function onlyTable(template: Template): Record<string, any> {
  return onlyResource(template, 'AWS::Glue::Table', { TableInput: { TableType: 'EXTERNAL_TABLE' } });
}

/** A text of the template in which every intrinsic function stands as `<...>`. */
export function textOf(value: unknown): string {
  const join = (value as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'];
  if (typeof value === 'string') {
    return value;
  }
  return join ? join[1].map(textOf).join(join[0]) : `<${JSON.stringify(Object.values(value as object)[0])}>`;
}

export function warnings(stack: Stack): string[] {
  return Annotations.fromStack(stack)
    .findWarning('*', Match.anyValue())
    .map((warning) => warning.entry.data as string);
}

/** The text of a saved query over one table, given by its name in SQL. */
export function savedText(query: AuditQuery, table: string, days: string, values = {}): string | undefined {
  return savedStatement(query, { tables: [{ sqlName: table }] }, days, values);
}

/** The text of a prepared statement over one table, given by its name in SQL. */
export function preparedText(query: AuditQuery, table: string): string {
  return preparedStatement(query, { tables: [{ sqlName: table }] });
}

/** The files in a folder of the repository, and below it, whose paths fit; from that folder on. */
export function filesUnder(folder: string, fits: RegExp): string[] {
  return readdirSync(join(__dirname, '..', folder), { recursive: true, encoding: 'utf8' }).filter((file) =>
    fits.test(file),
  );
}
