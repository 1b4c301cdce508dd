import { AwsStandIn } from '../../engine/trino/aws-stand-in';
import { TrinoServer } from '../../engine/trino/server';

/** A process that starts a server and never stops it: see server.test.ts. */
async function main(): Promise<void> {
  const aws = await AwsStandIn.start({ tables: [], folderOf: () => '' });
  const { pid, home } = await TrinoServer.start(aws.url);
  console.log(JSON.stringify({ pid, home }));
}

void main();
