import { GetWorkGroupCommand, type WorkGroupConfiguration } from '@aws-sdk/client-athena';
import { Account } from './account';
import { bucketNames } from './deployed-bucket';
import { StackResources } from './stack-resources';

const account = new Account('222233334444');
const cdk = account.cdk('test/deployment/apps/exchanged-results.ts');

interface Deployed {
  readonly settings: WorkGroupConfiguration;
  readonly resources: StackResources;
}

async function deploy(results: string): Promise<Deployed> {
  await cdk.deploy({ RESULTS: results });
  const resources = await StackResources.of(account, 'S3AuditTrail');
  const WorkGroup = resources.only('AWS::Athena::WorkGroup', 'Workgroup');
  const answer = await account.athena.send(new GetWorkGroupCommand({ WorkGroup }));
  return { settings: answer.WorkGroup!.Configuration!, resources };
}

let steps: Deployed[];
let buckets: string[][];
beforeAll(async () => {
  // WHEN
  await cdk.bootstrap();
  steps = [];
  buckets = [];
  for (const results of ['athena', 'bucket', 'athena', 'bucket']) {
    steps.push(await deploy(results));
    buckets.push(await bucketNames(account));
  }
});

test('results go where the last deployment says, from Athena’s own storage to a bucket and back', () => {
  const places = steps.map(({ settings }) => [
    String(settings.ManagedQueryResultsConfiguration?.Enabled),
    settings.ResultConfiguration?.OutputLocation?.slice(0, 5),
  ]);
  const [managed, inBucket] = [
    ['true', undefined],
    ['false', 's3://'],
  ];
  expect(places).toEqual([managed, inBucket, managed, inBucket]);
});

test('the workgroup stays, with its queries', () => {
  const lasting = ({ resources }: Deployed) => ({
    ...resources.physicalIds('AWS::Athena::WorkGroup'),
    ...resources.physicalIds('AWS::Athena::NamedQuery'),
  });
  steps.slice(1).forEach((step) => expect(lasting(step)).toEqual(lasting(steps[0])));
});

test('a bucket that held results is kept', () => {
  const [, second, third, fourth] = buckets;
  expect(third).toEqual(second);
  expect(fourth).toEqual(expect.arrayContaining(second));
});
