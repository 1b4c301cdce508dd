import { type CfnCondition, type CfnParameter, CfnRule, Fn, type ICfnConditionExpression } from 'aws-cdk-lib';
import { THEMES } from '../engine/query-themes';
import { AuditQuery, QueryPack, type SavedQuery } from '../lib/index'; // not '../lib': see bin/
import { given, isGiven } from './audit-parameters';
import { PATTERNS } from './patterns';
import type { TemplateStack } from './template-stack';

const GROUP = 'Which queries are saved';

/** The lists of the pack, each of which is saved or not. Their queries together are all of them. */
export const PACKS = [
  {
    list: 'REQUEST_IDENTIFICATION',
    title: "AWS's page",
    subject: "What AWS's page on identifying S3 requests asks",
    queries: QueryPack.REQUEST_IDENTIFICATION,
  },
  ...THEMES,
].map(({ list, ...pack }) => ({
  ...pack,
  id: list.replace(/([A-Z])([A-Z]*)_?/g, (_, one: string, rest: string) => one + rest.toLowerCase()),
}));

/** Parameters that say which queries of an audit are saved. */
export class QueryParameters {
  public readonly expectedNetworks: string[];
  public readonly expectedPrincipals: string[];
  private readonly wanted: Map<string, ICfnConditionExpression>;
  private readonly expected: Map<AuditQuery, CfnCondition>;

  constructor(private readonly stack: TemplateStack) {
    this.wanted = new Map(
      PACKS.map(({ id, title, subject, queries }) => {
        const parameter = stack.parameter(`${id}Queries`, {
          group: GROUP,
          label: title,
          description: `${subject}: ${queries.map(({ queryName }) => queryName).join(', ')}.`,
          default: String(queries === QueryPack.REQUEST_IDENTIFICATION),
          allowedValues: ['true', 'false'],
        });
        return [id, Fn.conditionEquals(parameter, 'true')];
      }),
    );
    const networks = this.listParameter('ExpectedNetworks', AuditQuery.REQUESTS_OUTSIDE_NETWORKS, {
      label: 'Networks that requests are expected from',
      values: 'IPv4 and IPv6 networks as CIDR blocks without bits of a host, such as 192.0.2.0/24',
      pattern: PATTERNS.networks,
    });
    const principals = this.listParameter('ExpectedPrincipals', AuditQuery.REQUESTS_OUTSIDE_PRINCIPALS, {
      label: 'Principals that requests are expected from',
      values: 'ARNs of roles and users, names of services, anonymous, or ids of accounts',
      pattern: PATTERNS.principals,
    });
    this.expectedNetworks = [networks.valueAsString];
    this.expectedPrincipals = [principals.valueAsString];
    this.expected = new Map([
      [AuditQuery.REQUESTS_OUTSIDE_NETWORKS, isGiven(stack, networks)],
      [AuditQuery.REQUESTS_OUTSIDE_PRINCIPALS, isGiven(stack, principals)],
    ]);
    this.require('SomeQueries', [...this.wanted.values()], 'At least one list of queries must be saved');
  }

  /** Puts each query under the condition that one of its lists is saved. */
  public decide(saved: SavedQuery[]): void {
    for (const { query, namedQuery, preparedStatement } of saved) {
      const condition = this.saves(query);
      preparedStatement.cfnOptions.condition = condition;
      if (namedQuery) {
        namedQuery.cfnOptions.condition = this.withExpected(query, condition);
      }
    }
  }

  /** The condition that a query is saved. */
  public saves(query: AuditQuery): CfnCondition {
    const ids = packsWith(query).map(({ id }) => id);
    return this.stack.condition(`Saves${ids.join('Or')}`, () => any(ids.map((id) => this.wanted.get(id)!)));
  }

  /** Without what it asks for, such a query is only a prepared statement. */
  private withExpected(query: AuditQuery, condition: CfnCondition): CfnCondition {
    const hasExpected = this.expected.get(query);
    return hasExpected
      ? this.stack.condition(`${condition.node.id}And${hasExpected.node.id}`, () =>
          Fn.conditionAnd(condition, hasExpected),
        )
      : condition;
  }

  private listParameter(
    id: string,
    query: AuditQuery,
    { label, values, pattern }: { label: string; values: string; pattern: string },
  ): CfnParameter {
    const parameter = this.stack.parameter(id, {
      group: GROUP,
      label,
      description:
        `${values}, with commas and no spaces between them. Left empty, ${query.queryName} is a prepared statement that ` +
        'takes them, and no saved query.',
      default: '',
      allowedPattern: pattern,
      constraintDescription: `must be ${values}, each once, with commas and no spaces between them`,
    });
    const packs = packsWith(query);
    const saved = packs.map((pack) => this.wanted.get(pack.id)!);
    const names = packs.map((pack) => `${pack.id}Queries`).join(' or ');
    this.require(`${id}AreAskedFor`, saved, `${id} needs ${names}, one of which has ${query.queryName}`, parameter);
    return parameter;
  }

  /** A rule that one of these holds, where a parameter is given. */
  private require(
    id: string,
    expressions: ICfnConditionExpression[],
    assertDescription: string,
    where?: CfnParameter,
  ): void {
    new CfnRule(this.stack, id, {
      ruleCondition: where && given(where),
      assertions: [{ assert: any(expressions), assertDescription }],
    });
  }
}

/** By its name, since with values for inputs it is another object. */
function packsWith({ queryName }: AuditQuery): typeof PACKS {
  return PACKS.filter(({ queries }) => queries.some((query) => query.queryName === queryName));
}

/** CloudFormation's takes two at least. */
function any(expressions: ICfnConditionExpression[]): ICfnConditionExpression {
  return expressions.length === 1 ? expressions[0] : Fn.conditionOr(...expressions);
}
