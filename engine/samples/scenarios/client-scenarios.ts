import { iamUser } from '../sample-callers';
import { changed, madeBy, sampleRecord } from '../sample-records';
import type { LogScenario } from './log-scenario';

const presigned = sampleRecord('derived-getobject-sigv2-querystring');

/** What a client calls itself, shortened. The last five are made up. */
const userAgents: Record<string, string | undefined> = {
  'AWS CLI': '[aws-cli/1.22.34 Python/3.9.2 Linux/5.10.0 botocore/1.23.34]',
  Boto3: 'Boto3/1.9.99 Python/2.7.16 Linux/4.14.0 Botocore/1.12.99',
  'Boto behind a tool': 'duplicity/0.8.12 Boto/2.49.0 Python/2.7.18',
  'Botocore behind a tool': '[APN/1.0 Backup/2.1 Botocore/1.31.0]',
  'Java SDK behind a tool': '[Hadoop 3.3.1, aws-sdk-java/1.11.901 Linux/5.4.0 OpenJDK_64-Bit_Server_VM/25.282-b08]',
  'Go SDK behind an operating system': 'os/linux aws-sdk-go-v2/1.30.3;lang/go#1.22.5',
  console: '[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12.750 Linux/5.10.226]',
  rclone: 'rclone/v1.53.3',
  browser: '[Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/128.0]',
  service: 'cloudfront.amazonaws.com',
  none: undefined,
  'name that ends in another': 'xaws-cli/1.0 Python/3.9.2',
  'name that ends in another behind _': 's3_boto3/1.0\tPython/3.9.2',
  'name behind a hyphen': 'my-boto3/1.9.1 Python/3.9.2',
  'name without a version': 'aws-cli/ Python/3.9.2',
  'name before a tab': 'goofys/0.24.0\tlinux',
};

/** Who speaks, over SigV2. */
export const CLIENT_SCENARIOS: LogScenario[] = Object.entries(userAgents).map(([name, userAgent]) => ({
  name: `sigv2 presigned get, client: ${name}`,
  record: changed(madeBy(presigned, iamUser('legacy-reader')), {
    userAgent,
    ...(name === 'rclone' && { errorCode: 'AccessDenied', errorMessage: 'Access Denied' }),
  }),
}));
