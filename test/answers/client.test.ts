import { clientOf } from './client';
import { fieldsOf } from './written';

type Case = [userAgent: string, client: string | null, version: string | null];

describe('reference client', () => {
  test.each<Case>([
    ['[aws-cli/2.17.60 md/awscrt#0.21.2 ua/2.0 os/macos#23.6.0]', 'aws-cli', '2.17.60'],
    ['aws-sdk-go/1.15.12 (go1.12.6; linux; amd64)', 'aws-sdk-go', '1.15.12'],
    ['APN/1.0 HashiCorp/1.0 Terraform/1.5.7 aws-sdk-go-v2/1.30.3 os/linux', 'aws-sdk-go-v2', '1.30.3'],
    ['[Boto3/1.26.1 md/Botocore#1.29.1 ua/2.0]', 'Boto3', '1.26.1'],
    ['Boto/2.49.0 Python/2.7', 'Boto', '2.49.0'],
    ['boto3 1.2', 'boto3', '1.2'],
    ['IBM ibm-cos-sdk-java/2.1.3', 'ibm-cos-sdk-java', '2.1.3'],
    ['libs3/2.0 (linux)', 'libs3', '2.0'],
    ['MinIO (linux; amd64) madmin-go/0.0.1 mc/2020', 'madmin-go', '0.0.1'],
    ['MinIO (linux; amd64) minio-go/v7.0.12 mc/2020', 'minio-go', 'v7.0.12'],
    ['mountpoint-s3/1.9.1 mountpoint-s3-client/0.11.0', 'mountpoint-s3', '1.9.1'],
    ['os/linux mountpoint-s3-client/0.11.0', 'mountpoint-s3-client', '0.11.0'],
    ['rusoto/0.40.0 rust/1.39', 'rusoto', '0.40.0'],
    ['JetS3t/0.9.4 (Linux/4.4.0)', 'JetS3t', '0.9.4'],
    ['Python/3.8 aiohttp/3.8.1', 'aiohttp', '3.8.1'],
  ])('%j names a product that is known: %j, %j', (userAgent, client, version) => {
    expect(clientOf(userAgent)).toEqual({ client, version });
  });

  test.each<Case>([
    ['[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12.750 Linux/5.10]', 'S3Console', '0.4'],
    ['aws-internal/3 aws-sdk-java/1.12.750 Linux/5.10', 'aws-sdk-java', '1.12.750'],
    ['MyTool/7 (Botocore/1.29.1)', 'Botocore', '1.29.1'],
    ['MyTool/7;botocore/1.29.1', 'botocore', '1.29.1'],
    ['MyTool/7,[Boto/1.29.1', 'Boto', '1.29.1'],
    ['tool 1.2 aws-cli/3', 'aws-cli', '3'],
    ['aws-cli/ boto3/1.2', 'boto3', '1.2'],
    ['aws-sdk-js/callback aws-sdk-nodejs/2.1', 'aws-sdk-nodejs', '2.1'],
    ['tool md/Botocore#1.29.1', 'tool md', 'Botocore#1.29.1'],
    ['tool/7\taws-cli/2.1', 'tool', '7'],
    ['tool/7 md/aws-cli/2.1', 'tool', '7'],
    ['my-boto3/1.0;x', 'my-boto3', '1.0'],
    ['boto3x/1.0', 'boto3x', '1.0'],
    ['AWS-CLI/1.0 x', 'AWS-CLI', '1.0'],
    ['minio-Go/1.0 x', 'minio-Go', '1.0'],
    ['aws-sdk-/1 x', 'aws-sdk-', '1'],
  ])('%j speaks of a known product as a word with a version, or else not: %j, %j', (userAgent, client, version) => {
    expect(clientOf(userAgent)).toEqual({ client, version });
  });

  test.each<Case>([
    ['S3 Browser 9.5.5 <https://s3browser.com>', 'S3 Browser', '9.5.5'],
    ['[S3 Browser v9.5.5]', 'S3 Browser', 'v9.5.5'],
    ['Cyberduck 4.7.3/18402', 'Cyberduck', '4.7.3'],
    ['tool v1.2 linux 5.10', 'tool', 'v1.2'],
    ['APN/1.0 Partner/1.0 Our Backup 9.5 (x)', 'Our Backup', '9.5'],
    ['100% tool', '100% tool', null],
    ['7zip 1.2', '7zip 1.2', null],
    ['two  words 1.2', 'two  words 1.2', null],
    ['tool x1', 'tool x1', null],
    ['a tool/x 1.2', 'a tool', null],
  ])('%j begins with words and a version, or else not: %j, %j', (userAgent, client, version) => {
    expect(clientOf(userAgent)).toEqual({ client, version });
  });

  test.each<Case>([
    ['[Mozilla/5.0 (Macintosh; Intel Mac OS X 10_13_6)]', 'Mozilla', '5.0'],
    ['APN/1.0 HashiCorp/1.0 Terraform/1.5.7', 'Terraform', '1.5.7'],
    ['[APN/1.0 Our Partner/1.0 Backup/9.5]', 'Backup', '9.5'],
    ['APN/1.0 Partner/1.0 Backup', 'Backup', null],
    ['APN/1.0 Partner/1.0', 'Partner', '1.0'],
    ['APN/1.1 (ak035lu2m8ge2f9) MyTool/2.0', 'MyTool', '2.0'],
    ['APN_1.1/pc_2jkm3$ MyTool/2.0', 'MyTool', '2.0'],
    ['APN/1.1 (ak035lu2m8ge2f9)', null, null],
    ['Apache-HttpClient/UNAVAILABLE (Java/1.8.0_181)', 'Apache-HttpClient', null],
    ['lifecycle.s3.amazonaws.com', 'lifecycle.s3.amazonaws.com', null],
    ['[a tool of ours]', 'a tool of ours', null],
    [' tool /1.0', 'tool', '1.0'],
    ['tool/a1.0%20b', 'tool', 'a1.0'],
    ['tool/1.0"x', 'tool', '1.0'],
    ['tool/1.0{x}', 'tool', '1.0'],
    ['tool/%1', 'tool', null],
    ['tool/ 2', 'tool', null],
    ['tool<1/2', 'tool', null],
    ['tool[1]/2', 'tool', null],
    ['[agent first\nsecond/2\r\nthird]', 'agent first', null],
    ['agent a\tb/2', 'agent a', null],
    ['[-]', null, null],
    ['-/1.2', null, null],
    ['- 1.2', null, null],
    ['[]', null, null],
    ['/1.0', null, null],
    ['', null, null],
  ])('%j begins with a name, or else not: %j, %j', (userAgent, client, version) => {
    expect(clientOf(userAgent)).toEqual({ client, version });
  });

  test('without a user agent, there is no client', () => {
    expect(fieldsOf({})).toMatchObject({ user_agent: null, client: null, client_version: null });
  });
});
