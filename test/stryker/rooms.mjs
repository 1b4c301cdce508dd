/** The suites that each room of `lib/` is tested with: its own, and those that see what it makes. The others reach it, too, but take long. */
export const ROOMS = {
  core: ['core/*', 'logs/log-bucket'],
  sql: ['sql/*', 'queries/audit-query', 'queries/own-query-texts', 'queries/query-texts'],
  logs: ['logs/*', 'table/cloudtrail-table'],
  workgroup: ['workgroup/*', 'audit/bad-inputs', 'audit/s3-audit-grants'],
  relation: ['relation/*', 'queries/query-texts', 'table/s3-requests-view', 'table/cloudtrail-table', 'audit/snapshot'],
  trail: ['trail/*'],
  table: ['table/*', 'audit/s3-audit-grants', 'audit/s3-audit', 'audit/bad-inputs'],
  history: ['history/*', 'policies/load-principals', 'audit/bad-inputs', 'audit/s3-audit-grants'],
  queries: [
    'queries/{audit-query,networks,own-query-texts,principals,query-header,query-pack,query-text,query-texts,required-window,saved-query}',
  ],
  audit: [
    'audit/{audit-warnings,bad-inputs,left-out-events,names,recorded-events,s3-audit,s3-audit-grants,s3-audit-trail,snapshot}',
  ],
};
