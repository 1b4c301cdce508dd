import { DURATION } from '../core/cdk-kinds';
import { Kinds, TEXT, having, mapOf, needed } from '../core/kinds';
import { QUERIED_TABLE } from '../table/table-kinds';
import { WORKGROUP } from '../workgroup/workgroup-kinds';
import type { AuditQueryOptions } from './audit-query';
import type { SavedQueryProps } from './saved-query';

export const QUERY = having('an AuditQuery, such as AuditQuery.SIGV2_REQUESTS', 'queryName', '_definition');
export const INPUTS = mapOf(TEXT);

export const AUDIT_QUERY: Kinds<AuditQueryOptions> = { question: TEXT, inputs: INPUTS };

export const SAVED_QUERY: Kinds<SavedQueryProps> = {
  query: needed(QUERY),
  table: needed(QUERIED_TABLE),
  workgroup: needed(WORKGROUP),
  window: DURATION,
  inputs: INPUTS,
  statementPrefix: TEXT,
};
