import { runPython } from './run-python';

type Raised = { type: string; message: string } | null;
type Refusal = [expression: string, type: string, message: string];

const OURS: Refusal[] = [
  [
    "AuditedAccounts.of(['123'])",
    'RuntimeError',
    `Invalid 'accounts': got "123", allowed is the 12 digits of an account id.`,
  ],
  [
    "AuditQuery.TOP_TALKERS.with_inputs({'tops': '3'})",
    'RuntimeError',
    `Invalid 'inputs of top-talkers': got "tops", allowed is top.`,
  ],
  [
    "AuditQuery.from_file('nowhere.sql')",
    'RuntimeError',
    `Invalid 'AuditQuery.fromFile': got "nowhere.sql", allowed is the path of a file that exists, from ${process.cwd()} where it is relative.`,
  ],
  [
    "S3AuditTrail(stack, 'Audit', expected_networks=['192.0.2.1/24'])",
    'RuntimeError',
    `Invalid 'expectedNetworks': got "192.0.2.1/24", allowed is the network alone, which is 192.0.2.0/24.`,
  ],
  [
    "S3Audit(stack, 'Audit', logs=[])",
    'RuntimeError',
    "Invalid 'logs': got [], allowed is a list with at least one LogLocation.",
  ],
  [
    "S3Audit(stack, 'Audit', logs=[LogLocation.of_accounts(bucket, first_day='2025-13-01')])",
    'RuntimeError',
    `Invalid 'firstDay': got "2025-13-01", allowed is a day of the calendar from 2000 to 2099, as yyyy/MM/dd or yyyy-MM-dd.`,
  ],
];

/** Not to the letter, which is theirs. */
const OF_PYTHON: Refusal[] = [
  ["S3AuditTrail(stack, 'Audit', retention=Duration.days(3))", 'TypeError', "unexpected keyword argument 'retention'"],
  ["S3Audit(stack, 'Audit')", 'TypeError', "missing 1 required keyword-only argument: 'logs'"],
  ["S3AuditTrail(stack, 'Audit', queries=['copies'])", 'TypeError', 'Sequence[cdk_s3_audit_trail.AuditQuery]'],
  ["S3AuditTrail(stack, 'Audit', window=7)", 'TypeError', 'aws_cdk.Duration'],
  ["S3AuditTrail(stack, 'Audit', queries=[AuditQuery.COPIE])", 'AttributeError', "no attribute 'COPIE'"],
];
/** What Python lets pass: a text is a sequence of texts, and interfaces aren't checked. */
const OF_JSII: Refusal[] = [
  [
    "AuditedAccounts.of('111122223333')",
    'RuntimeError',
    'accounts of static method cdk-s3-audit-trail.AuditedAccounts.of',
  ],
  ["LogLocation.of_accounts('logs')", 'RuntimeError', 'Unable to deserialize value as aws-cdk-lib.aws_s3.IBucket'],
];

let raised: Map<string, Raised>;

beforeAll(() => {
  const expressions = [...OURS, ...OF_PYTHON, ...OF_JSII].map(([expression]) => expression);
  const answers = runPython<Raised[]>('refusals.py', expressions);
  raised = new Map(answers.map((answer, index) => [expressions[index], answer]));
});

test.each(OURS)('%s fails with our message', (expression, type, message) => {
  // Of a static method, JavaScript's name of it stands before.
  const answer = raised.get(expression);
  expect({ ...answer, message: answer?.message.replace(/^Error: /, '') }).toEqual({ type, message });
});

test.each([...OF_PYTHON, ...OF_JSII])('%s fails with what the language says', (expression, type, message) => {
  expect(raised.get(expression)).toEqual({ type, message: expect.stringContaining(message) });
});
