/** A statement of a policy, without intrinsics. */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | Record<string, string | string[]>;
  readonly Action: string | string[];
  readonly Resource?: string | string[];
  readonly Condition?: Record<string, Record<string, string | string[]>>;
}

/** Who asks: a principal of an account with its own policies, a service of AWS, or nobody that is known. */
export interface Caller {
  readonly arn?: string;
  readonly service?: string;
  readonly statements?: Statement[];
}

/** What is asked of: its policy, and the account that owns it. */
export interface Target {
  readonly arn: string;
  readonly account: string;
  /** Undefined for what has no policy of its own. */
  readonly policy?: Statement[];
  /** Whether policies of identities count only as far as its own policy says so, as with keys. */
  readonly ownPolicyDecides?: boolean;
}

export interface Request {
  readonly action: string;
  readonly target: Target;
  readonly context: Record<string, string>;
}

/**
 * Whether a request is allowed. It knows as much of IAM as the templates use, and fails on all else, since a guess would
 * prove nothing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function isAllowed(caller: Caller, request: Request): boolean {
  const { target } = request;
  const own = (caller.statements ?? []).filter((statement) => applies(statement, request));
  const ofTarget = (target.policy ?? []).filter(
    (statement) => applies(statement, request) && names(statement, caller) !== undefined,
  );
  if ([...own, ...ofTarget].some(({ Effect }) => Effect === 'Deny')) {
    return false;
  }
  const byIdentity = own.length > 0;
  const ways = new Set(ofTarget.map((statement) => names(statement, caller)));
  if (!caller.arn) {
    return ways.has('itself');
  }
  const isOfAccount = accountOf(caller.arn) === target.account;
  if (!isOfAccount) {
    return byIdentity && ways.size > 0;
  }
  if (target.ownPolicyDecides) {
    return ways.has('itself') || (ways.has('its account') && byIdentity);
  }
  return ways.has('itself') || byIdentity;
}

/** How a statement names a caller: itself or everybody, or its account, which leaves it to the caller's own policies. */
function names({ Principal = {} }: Statement, { arn, service }: Caller): 'itself' | 'its account' | undefined {
  if (Principal === '*' || many(Principal.AWS).includes('*')) {
    return 'itself';
  }
  const unknown = Object.keys(Principal).filter((kind) => !['AWS', 'Service'].includes(kind));
  if (unknown.length > 0) {
    throw new Error(`Principal ${unknown.join(', ')} is unknown`);
  }
  if (service) {
    return many(Principal.Service).includes(service) ? 'itself' : undefined;
  }
  if (arn && many(Principal.AWS).includes(arn)) {
    return 'itself';
  }
  const accounts = many(Principal.AWS).flatMap((one) => /^arn:aws:iam::(\d+):root$/.exec(one)?.[1] ?? one);
  return arn && accounts.includes(accountOf(arn)) ? 'its account' : undefined;
}

function applies({ Action, Resource, Condition = {} }: Statement, { action, target, context }: Request): boolean {
  return (
    many(Action).some((pattern) => like(pattern.toLowerCase(), action.toLowerCase())) &&
    // That of a key is about the key alone.
    many(Resource).some((pattern) => like(pattern, target.arn)) &&
    Object.entries(Condition).every(([operator, tests]) =>
      Object.entries(tests).every(([key, values]) => holds(operator, many(values), context[key])),
    )
  );
}

/** What is missing passes no condition that is stated positively, unless that says so. */
function holds(operator: string, values: string[], found: string | undefined): boolean {
  switch (operator) {
    case 'StringEquals':
    case 'Bool':
    case 'ArnEquals':
      return found !== undefined && values.includes(found);
    case 'BoolIfExists':
      return found === undefined || values.includes(found);
    case 'StringLike':
    case 'ArnLike':
      return found !== undefined && values.some((value) => like(value, found));
    case 'NumericLessThan':
      return found !== undefined && values.some((value) => Number(found) < Number(value));
    default:
      throw new Error(`Condition ${operator} is unknown`);
  }
}

function like(pattern: string, value: string): boolean {
  const escaped = pattern.replace(/[\\^$.|+()[\]{}]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(value);
}

function accountOf(arn: string): string {
  return arn.split(':')[4];
}

function many<T>(value: T | T[] | undefined): T[] {
  return value === undefined ? [] : ([value].flat() as T[]);
}
