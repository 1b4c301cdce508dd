import type { JsonObject } from '../engine/template/json';
import { auditTrailTemplate } from './audit-trail-template';
import { existingLogsTemplate } from './existing-logs-template';

/** The templates for those without the CDK, by their file names. */
export const TEMPLATES: Readonly<Record<string, () => JsonObject>> = {
  's3-audit-trail.template.json': auditTrailTemplate,
  's3-audit.template.json': existingLogsTemplate,
};

/** The text of a template's file. */
export function textOf(template: JsonObject): string {
  return `${JSON.stringify(template, undefined, 1)}\n`;
}
