const NO_NAME = 'Nothing is called so: a name that SQL has no quotes around has no blanks.';
const IN_QUOTES = 'No expression has the name of a part in quotes today, unless it is made of that part, too.';
const OF_MAP_KEYS = 'Whether a type is primitive, the CDK asks of the keys of a map alone.';
const NO_TYPE = 'What has not the type of objects is passed over.';
const ANY_TEXT = 'Any text does that is the name of no clause.';

/** Mutants that no test notices, by file, and why that is no gap in the tests. */
export const SURVIVORS = {
  'lib/audit/audit-checks.ts': {
    '[] => ["Stryker was here"]': 'The CDK knows regions of each partition.',
  },
  'lib/audit/left-out-events.ts': {
    '[] => ["Stryker was here"]': 'No event and no column is called so.',
  },
  'lib/audit/recorded-events.ts': {
    'default:\n      return false; => default:': 'What a function returns behind its end counts as false, too.',
    [`'no data events' => ""`]: 'None would be a DataEvents of ReadWriteType.NONE, which is refused.',
  },
  'lib/core/known-bucket.ts': {
    '-1 => +1': 'Three colons stand once in the ARN of a bucket.',
    'Tokenization.reverseString(arn)\n    .tokens.filter((token) => Reference.isReference(token)) => Tokenization.reverseString(arn).tokens':
      'What is no reference has no target.',
    '[] => ["Stryker was here"]': 'A text is a rule without a destination, which is none.',
  },
  'lib/core/private-bucket.ts': {
    'bucket.policy?.applyRemovalPolicy => bucket.policy.applyRemovalPolicy':
      'A bucket that takes TLS alone has a policy; the CDK has its type for others, too.',
  },
  'lib/logs/account-file.ts': {
    '/^\\ufeff/ => /\\ufeff/': 'Elsewhere it stands in a name of an account, which nobody reads.',
  },
  'lib/logs/audited-regions.ts': {
    '[] => ["Stryker was here"]': 'A region that the CDK knows is of a partition that it knows.',
    'one.length < other.length => false': 'The partition with the most regions is the first one.',
    'one.length < other.length => one.length <= other.length': 'No other partition has as many regions.',
  },
  'lib/logs/bucket-traits.ts': {
    [`'' => "Stryker was here!"`]: 'Any text does that is no setting of S3.',
  },
  'lib/logs/replication.ts': {
    '[] => ["Stryker was here"]': 'Without rules there is no role, and nothing to allow.',
    'key.env.account === role.env.account => true':
      "A key of another account is mostly imported: its policy can't be amended, and the role's gets the same statement.",
  },
  'lib/logs/region-partitions.ts': {
    '[...(regions.get(partitionOf(name)) ?? []), name].sort() => [...(regions.get(partitionOf(name)) ?? []), name]':
      'The CDK has them in order today.',
  },
  'lib/queries/creation-order.ts': {
    '!STATEMENTS.has(stack) => true': 'Linked once more, each waits for the same one.',
    [`'' => "Stryker was here!"`]: 'Any text does: nobody reads it, and it refers to no statement.',
  },
  'lib/queries/networks.ts': {
    [`'' => "Stryker was here!"`]: 'Any text does that is no address.',
    '[] => ["Stryker was here"]': 'What stands first is left out.',
    '/[\\d.]+\\.[\\d.]+$/ => /[\\d.]+\\.[\\d.]+/': 'An IPv6 address has dots only at its end.',
    '/^:/ => /:/': 'A colon is the first thing behind zeros, where something is.',
  },
  'lib/queries/query-header.ts': {
    '/[\\r\\n]+/ => /[\\r\\n]/': 'An empty line says nothing.',
    '[] => ["Stryker was here"]': 'What stands first is left out.',
  },
  'lib/queries/query-text.ts': {
    '/^(?:\\s*(?:--[^\\r\\n]*|\\/\\*[^]*?\\*\\/))*\\s*/ => /(?:\\s*(?:--[^\\r\\n]*|\\/\\*[^]*?\\*\\/))*\\s*/':
      'It fits nothing, too, and so always fits at the beginning.',
  },
  'lib/queries/required-window.ts': {
    'inDatabase === undefined => false': 'Nothing is known of a name that is missing.',
    '[] => ["Stryker was here"]': 'No table is called nothing.',
  },
  'lib/relation/relation-rows.ts': {
    "expression\n      .replace(/'[^']*'/g, '')\n      .match(/[\\w.]+/g)\n      ?.includes => expression.replace(/'[^']*'/g, '').match(/[\\w.]+/g).includes":
      'Each expression has a word.',
    "/'[^']*'/g => /'[^']'/g": IN_QUOTES,
    "/'[^']*'/g => /'[']*'/g": IN_QUOTES,
    [`'' => "Stryker was here!"`]: 'No part is called so.',
  },
  'lib/sql/quoting.ts': {
    [`'' => "Stryker was here!"`]: 'Any text does that is no token.',
  },
  'lib/sql/statement-structure.ts': {
    '[] => ["Stryker was here"]': NO_NAME,
    [`'' => "Stryker was here!"`]: ANY_TEXT,
    'true => false': 'A statement begins with SELECT or WITH, which make it a query, or with a parenthesis around one.',
    [`'values' => ""`]: 'VALUES reads no table; that it is a query makes a difference only for those.',
    [`level.clause === 'with' => true`]:
      'Elsewhere, AS opens a window or a condition, which hold no clauses with tables.',
    'level.newQuery !== undefined => true': 'No table is called undefined without being a text.',
  },
  'lib/table/cloudtrail-history.ts': {
    '[] => ["Stryker was here"]': 'One account is not too many.',
    'one.toDays() < other.toDays() => one.toDays() <= other.toDays()': 'Of two that are equal, either is the longest.',
  },
  'lib/table/cloudtrail-table.ts': {
    "type === 'string' => true": OF_MAP_KEYS,
    "type === 'string' => false": OF_MAP_KEYS,
    "type === 'string' => type !== 'string'": OF_MAP_KEYS,
    [`'string' => ""`]: OF_MAP_KEYS,
  },
  'lib/table/same-folder.ts': {
    '[] => ["Stryker was here"]': 'No region is called so.',
  },
  'lib/trail/bucket-lists.ts': {
    '/^arn:[^:]+:(?!s3:::)/ => /arn:[^:]+:(?!s3:::)/': 'Names have no colons, so nothing else in an ARN begins so.',
  },
  'lib/trail/data-event-trail.ts': {
    [`'trails' => ""`]: 'No other place has that name.',
    'encryptionKey => true': 'Without a key there are no statements to add.',
    'results.every((result) => result.statementAdded) => results.some(result => result.statementAdded)':
      'A policy takes all statements or none.',
  },
  'lib/trail/excluded-principals.ts': {
    'default:\n      return undefined; => default:': 'What a function returns behind its end is undefined, too.',
  },
  'lib/trail/feedback-loop.ts': {
    'other !== newcomer => true': 'Its own buckets are left out anyway, and each bucket once.',
  },
  'lib/trail/other-trails.ts': {
    '[] => ["Stryker was here"]': 'A text is no selector of objects, and no resource.',
    "{ type: '' } => {}": NO_TYPE,
    [`'' => "Stryker was here!"`]: NO_TYPE,
  },
  'lib/workgroup/audit-workgroup.ts': {
    [`'workgroups' => ""`]: 'No other place of names is called nothing.',
  },
};
