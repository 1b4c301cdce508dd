import type { OwnQueryText } from './own-query-texts';

/** Words of Trino's SQL that can't be names without quotes. */
export const RESERVED = (
  'alter and as auto between by case cast constraint create cross cube current_catalog current_date ' +
  'current_path current_role current_schema current_time current_timestamp current_user deallocate delete ' +
  'describe distinct drop else end escape except exists extract false for from full group grouping having ' +
  'in inner insert intersect into is join json_array json_exists json_object json_query json_table ' +
  'json_value left like listagg localtime localtimestamp natural normalize not null on or order outer ' +
  'overlaps prepare recursive right rollup select skip table then trim true uescape union unnest using ' +
  'values when where with'
).split(' ');

/** The others. */
export const UNRESERVED = (
  'absent add admin after all analyze any array asc asymmetric at authorization begin bernoulli both branch ' +
  'branches call called cascade catalog catalogs column columns comment commit committed conditional ' +
  'copartition corresponding count current data date day declare default define definer deny desc ' +
  'descriptor deterministic distributed do double elseif empty encoding error excluding execute explain ' +
  'fail fast fetch filter final first following format forward function functions grace grant granted ' +
  'grants graphviz groups hour if ignore immediate including initial inline input interval invoker io ' +
  'isolation iterate json keep key keys language last lateral leading leave level limit local logical loop ' +
  'map match match_recognize matched matches materialized measures merge minute month nearest nested next ' +
  'nfc nfd nfkc nfkd no none nullif nulls object of offset omit one only option ordinality output over ' +
  'overflow overlay partial partition partitions passing past path pattern per period permute pivot placing ' +
  'plan position preceding precision privileges properties prune quotes range read refresh rename repeat ' +
  'repeatable replace reset respect restrict return returning returns revoke role roles rollback row rows ' +
  'running scalar schema schemas second security seek serializable session set sets show simple some stale ' +
  'start stats string subset substring symmetric system tables tablesample text ties time timestamp to ' +
  'trailing transaction truncate try_cast type unbounded uncommitted unconditional unique unknown unmatched ' +
  'until update use user validate value verbose version view while window within without work wrapper write ' +
  'year zone'
).split(' ');

const NAMES = [...UNRESERVED, ...RESERVED.map((word) => `"${word}"`)];

/** Each word as a name around a table that has no window. */
export const HOSTILE_WORDS: OwnQueryText[] = NAMES.flatMap((name) =>
  [
    `SELECT 1 FROM s3_requests AS ${name}, ct_logs`,
    `SELECT 1 FROM s3_requests ${name}, ct_logs`,
    `SELECT 1 FROM s3_requests ${name} CROSS JOIN ct_logs`,
    `SELECT 1 FROM s3_requests, t AS ${name} (a), ct_logs`,
    `SELECT 1 FROM s3_requests, ${name}, ct_logs`,
    `SELECT 1 FROM s3_requests, db.${name}, ct_logs`,
    `SELECT 1 FROM s3_requests UNION SELECT ${name} FROM ct_logs`,
    `SELECT 1 FROM s3_requests UNION SELECT t.${name} FROM ct_logs AS t`,
    `SELECT 1 FROM s3_requests UNION SELECT a AS ${name} FROM ct_logs`,
    `SELECT 1 FROM s3_requests WHERE ${name} IN (SELECT a FROM ct_logs)`,
    `WITH ${name} AS (SELECT 1) SELECT 1 FROM s3_requests, ${name}, ct_logs`,
    `SELECT 1 FROM s3_requests WHERE a IN (WITH ${name} (b) AS (SELECT 1) SELECT * FROM ct_logs)`,
  ].map((text) => ({ kind: name, text, refused: 'window' })),
);

/** Each word as a name, before an input. */
export const VALID_WORDS: OwnQueryText[] = NAMES.flatMap((name) =>
  [
    `SELECT ${name} FROM s3_requests WHERE ${name} > 1 AND bucket = :i1`,
    `SELECT bucket AS ${name} FROM s3_requests ${name} WHERE ${name}.bucket = :i1`,
    `SELECT 1 FROM s3_requests, t AS ${name} (${name}) WHERE ${name} = bucket AND bucket = :i1`,
    `SELECT 1 FROM s3_requests JOIN ${name} ON true JOIN db.${name} AS t ON true WHERE bucket = :i1`,
    `SELECT 1 FROM s3_requests WHERE bucket IN (SELECT ${name} FROM ${name} WHERE a < ${name}) AND bucket = :i1`,
    `WITH ${name} (${name}) AS (SELECT bucket FROM s3_requests) SELECT t.${name} FROM ${name} AS t WHERE t.${name} = :i1 LIMIT 5`,
  ].map((text) => ({ kind: name, text })),
);
