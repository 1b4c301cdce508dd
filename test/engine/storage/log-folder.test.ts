import fs, { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { scanLogFolder } from '../../../engine/storage/log-folder';
import { LogLocation } from '../../../lib';
import { newFolder } from '../../new-folder';

const ACCOUNT = '111122223333';
const DAY = `AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/2026/03/01`;
const READ = `${DAY}/${cloudTrailName()}`;
const LINK = 'it is a link, or lies behind one';
const ELSEWHERE = 'it does not lie in [prefix/]AWSLogs/[<organization>/]<account>/CloudTrail/<region>/yyyy/MM/dd';
const ORGANIZATION = 'o-a1b2c3d4e5';

let folder: string;
beforeEach(() => {
  folder = newFolder();
});

function cloudTrailName(region = 'us-east-1', end = '.json.gz'): string {
  return `${ACCOUNT}_CloudTrail_${region}_20260301T0000Z_Mu0KsOhtH1ar15ZZ${end}`;
}

function touch(path: string): string {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), '');
  return join(folder, path);
}

function link(path: string, target: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  symlinkSync(target, join(folder, path));
}

/** The only place that there is. */
function onlyPlace() {
  const { places } = scanLogFolder(folder);
  expect(places).toHaveLength(1);
  return places[0];
}

/** The regions, the days, and what isn't read, in all places. */
function scanned() {
  const { places, passedOver: files } = scanLogFolder(folder);
  return {
    regions: places.flatMap(({ regions }) => [...regions.keys()]),
    days: places.flatMap(({ days }) => days),
    passedOver: files,
  };
}

function passedOver(): Record<string, string> {
  return Object.fromEntries(scanLogFolder(folder).passedOver.map(({ path, reason }) => [path, reason]));
}

test('a folder tells its accounts, regions and days', () => {
  touch('AWSLogs/444455556666/CloudTrail/us-west-2/2026/03/01/file.json.gz');
  touch('AWSLogs/111122223333/CloudTrail/xx-new-1/2026/02/28/a.json');
  touch('AWSLogs/111122223333/CloudTrail/xx-new-1/2026/02/28/b.json');
  expect(scanLogFolder(folder)).toEqual({
    places: [
      {
        partition: 'aws',
        accounts: ['111122223333', '444455556666'],
        regions: new Map([
          ['xx-new-1', 2],
          ['us-west-2', 1],
        ]),
        days: ['2026/02/28', '2026/03/01'],
      },
    ],
    passedOver: [],
  });
  expect([...onlyPlace().regions.keys()]).toEqual(['xx-new-1', 'us-west-2']);
});

test('an empty folder tells of nothing', () => {
  expect(scanLogFolder(folder)).toEqual({ places: [], passedOver: [] });
});

describe('a file is named that is CloudTrail’s by its name and lies', () => {
  test.each([
    ['in the folder itself', ''],
    ['without the rest of the path', 'CloudTrail/us-east-1/2026/03/01/'],
    ['in the folder of an organization that is none', `AWSLogs/o-abc/${ACCOUNT}/CloudTrail/us-east-1/2026/03/01/`],
    ['under an account that is none', 'AWSLogs/1111/CloudTrail/us-east-1/2026/03/01/'],
    ['under a region that is none', `AWSLogs/${ACCOUNT}/CloudTrail/europe/2026/03/01/`],
    ['beside the days', `AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/`],
    ['in a month', `AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/2026/03/`],
    ['below a day', `${DAY}/01/`],
    ['under a day of other digits', `AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/2026/3/1/`],
    ['among digests', `AWSLogs/${ACCOUNT}/CloudTrail-Digest/us-east-1/2026/03/01/`],
  ])('%s', (_, parent) => {
    touch(READ);
    for (const end of ['.json.gz', '.json']) {
      touch(parent + cloudTrailName('us-east-1', end));
    }
    expect(passedOver()).toEqual({
      [parent + cloudTrailName()]: ELSEWHERE,
      [parent + cloudTrailName('us-east-1', '.json')]: ELSEWHERE,
    });
  });

  test.each(['2026/13/45', '2026/02/30', '2026/00/10', '1999/12/31', '0000/00/00'])('under %s', (day) => {
    const path = `AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/${day}/${cloudTrailName()}`;
    touch(READ);
    touch(path);
    expect(scanned()).toMatchObject({
      days: ['2026/03/01'],
      passedOver: [{ path, reason: `${day} is no day of a log` }],
    });
  });
});

test('a file under a day that is none is named whatever it is called', () => {
  touch(`AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/2026/13/45/a.json`);
  expect(Object.values(passedOver())).toEqual(['2026/13/45 is no day of a log']);
});

describe('a file is read', () => {
  test.each(['a.json', 'a.json.gz', '.json', 'ä\n*?["\'.json.gz', cloudTrailName(), 'x_CloudTrail-Digest_y.json.gz'])(
    'with the name %j in the right place',
    (name) => {
      touch(`${DAY}/${name}`);
      expect(scanned()).toMatchObject({ days: ['2026/03/01'], passedOver: [] });
    },
  );

  test('of the first day that there may be', () => {
    touch(`AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/2000/01/01/a.json`);
    expect(scanned()).toMatchObject({ days: ['2000/01/01'], passedOver: [] });
  });
});

test.each([
  `AWSLogs/${ACCOUNT}/CloudTrail-Digest/us-east-1/2026/03/01/${ACCOUNT}_CloudTrail-Digest_us-east-1_name_us-east-1_20260301T000000Z.json.gz`,
  `AWSLogs/${ACCOUNT}/CloudTrail-Insight/us-east-1/2026/03/01/${ACCOUNT}_CloudTrail-Insight_us-east-1_20260301T0000Z_x.json.gz`,
  `AWSLogs/${ACCOUNT}/CloudTrail-Aggregated/us-east-1/2026/03/01/${ACCOUNT}_CloudTrail-Aggregated_us-east-1_20260301T0000Z_x.json.gz`,
  `AWSLogs/${ACCOUNT}/Config/us-east-1/2026/3/1/ConfigHistory/${ACCOUNT}_Config_us-east-1_ConfigHistory_20260301T000000Z_x.json.gz`,
  `AWSLogs/${ACCOUNT}/vpcflowlogs/us-east-1/2026/03/01/${ACCOUNT}_vpcflowlogs_us-east-1_fl-1_20260301T0000Z_x.log.gz`,
  `${DAY}/notes.txt`,
  `${DAY}/01/other.json.gz`,
  `CloudTrail/us-east-1/2026/03/01/other.json.gz`,
  `elsewhere/1111_CloudTrail_us-east-1_20260301T0000Z_x.json.gz`,
  `elsewhere/${ACCOUNT}_CloudTrail_us-east-1_2026-03-01_x.json.gz`,
])('%s is nothing to name', (path) => {
  touch(READ);
  touch(path);
  expect(scanned()).toMatchObject({ days: ['2026/03/01'], passedOver: [] });
});

test.each(['.json.gz.part', '.json.zst', '.gz', '.json (1).gz', '.JSON.GZ', '.json.gz~', ''])(
  'a file with CloudTrail’s name and the ending %j is named wherever it lies',
  (end) => {
    touch(READ);
    for (const parent of [`${DAY}/`, 'elsewhere/']) {
      const path = parent + cloudTrailName('us-east-1', end);
      touch(path);
      expect(passedOver()[path]).toBe('its name does not end with .json or .json.gz');
    }
  },
);

test('what is named is sorted', () => {
  const names = ['c', 'a', 'b'].map((parent) => touch(`${parent}/${cloudTrailName()}`));
  expect(names).toHaveLength(3);
  expect(Object.keys(passedOver()).map((path) => path[0])).toEqual(['a', 'b', 'c']);
});

describe('places', () => {
  const rest = 'CloudTrail/us-east-1/2026/03/01/a.json.gz';

  function place(path: string, partition = 'aws') {
    touch(path);
    const { prefix, organizationId, accounts } = scanLogFolder(folder).places.find(
      (each) => each.partition === partition,
    )!;
    return { prefix, organizationId, accounts };
  }

  test.each([
    [`AWSLogs/${ACCOUNT}`, undefined, undefined],
    [`audit/AWSLogs/${ACCOUNT}`, 'audit', undefined],
    [`a/b.c/AWSLogs/${ACCOUNT}`, 'a/b.c', undefined],
    [`AWSLogs/${ORGANIZATION}/${ACCOUNT}`, undefined, ORGANIZATION],
    [`audit/AWSLogs/${ORGANIZATION}/${ACCOUNT}`, 'audit', ORGANIZATION],
    [`${ORGANIZATION}/AWSLogs/${ORGANIZATION}/${ACCOUNT}`, ORGANIZATION, ORGANIZATION],
    [`${ORGANIZATION}/AWSLogs/${ACCOUNT}`, ORGANIZATION, undefined],
  ])('%s is one', (path, prefix, organizationId) => {
    expect(place(`${path}/${rest}`)).toEqual({ prefix, organizationId, accounts: [ACCOUNT] });
    expect(passedOver()).toEqual({});
  });

  test('differ by prefix, organization and partition, and each has accounts, regions and days of its own', () => {
    const other = '444455556666';
    touch(`AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/2026/03/01/a.json`);
    touch(`AWSLogs/${other}/CloudTrail/us-gov-west-1/2026/03/02/a.json`);
    touch(`AWSLogs/${ACCOUNT}/CloudTrail/cn-new-1/2026/03/03/a.json`);
    touch(`AWSLogs/${ORGANIZATION}/${other}/CloudTrail/eu-west-1/2026/03/04/a.json`);
    touch(`AWSLogs/${ORGANIZATION}x/${other}/CloudTrail/eu-west-1/2026/03/05/a.json`);
    touch(`audit/AWSLogs/${ACCOUNT}/CloudTrail/eu-west-2/2026/03/06/a.json`);
    touch(`audit/AWSLogs/${other}/CloudTrail/eu-west-1/2026/03/07/a.json`);
    const places = scanLogFolder(folder).places.map(({ regions, ...each }) => ({ ...each, regions: [...regions] }));
    expect(places).toEqual([
      { partition: 'aws', accounts: [ACCOUNT], regions: [['us-east-1', 1]], days: ['2026/03/01'] },
      { partition: 'aws-cn', accounts: [ACCOUNT], regions: [['cn-new-1', 1]], days: ['2026/03/03'] },
      { partition: 'aws-us-gov', accounts: [other], regions: [['us-gov-west-1', 1]], days: ['2026/03/02'] },
      {
        organizationId: ORGANIZATION,
        partition: 'aws',
        accounts: [other],
        regions: [['eu-west-1', 1]],
        days: ['2026/03/04'],
      },
      {
        organizationId: `${ORGANIZATION}x`,
        partition: 'aws',
        accounts: [other],
        regions: [['eu-west-1', 1]],
        days: ['2026/03/05'],
      },
      {
        prefix: 'audit',
        partition: 'aws',
        accounts: [ACCOUNT, other],
        regions: [
          ['eu-west-1', 1],
          ['eu-west-2', 1],
        ],
        days: ['2026/03/06', '2026/03/07'],
      },
    ]);
    expect(passedOver()).toEqual({});
  });

  test.each([
    'audit',
    'a/b',
    "aZ0!-_.'()",
    '..a',
    'a..',
    'a/.b/c',
    'x'.repeat(200),
    'my logs',
    'a$b',
    'ä',
    'a\nb',
    'a*',
    `${'x'.repeat(200)}/y`,
    'AWSLogs',
    'AWSLogs/AWSLogs',
    'a/AWSLogs/b',
    'AWSLogs-of-b',
  ])('the prefix %j is read where a LogLocation takes it, and named otherwise', (prefix) => {
    const bucket = Bucket.fromBucketName(new Stack(new App(), 'Stack'), 'Bucket', 'logs');
    const isTaken = (() => {
      try {
        return LogLocation.ofAccounts(bucket, { prefix }).path !== '';
      } catch {
        return false;
      }
    })();
    const path = `${prefix}/${DAY}/a.json`;
    touch(path);
    const { places, passedOver: files } = scanLogFolder(folder);
    expect(places.map((each) => each.prefix)).toEqual(isTaken ? [prefix] : []);
    const reason = `${prefix} is no prefix that a LogLocation takes; a folder of its own needs none`;
    expect(files).toEqual(isTaken ? [] : [{ path, reason }]);
  });
});

test('a prefix that looks like a token of the CDK is none', () => {
  touch(`\${Token[TOKEN.1]}/${READ}`);
  expect(scanLogFolder(folder).places).toEqual([]);
  expect(Object.values(passedOver())).toEqual([expect.stringContaining('is no prefix that a LogLocation takes')]);
});

describe('beside other folders that are scanned', () => {
  test('one that lies within it is left out, and so is what a link leads to there', () => {
    const [inner, outer] = [join(folder, 'inner'), newFolder()];
    touch(`inner/${READ}`);
    touch(`inner-not/${READ}`);
    mkdirSync(join(outer, DAY), { recursive: true });
    writeFileSync(join(outer, READ), '');
    link('outer', outer);
    const { places, passedOver: files } = scanLogFolder(folder, [inner, outer]);
    expect(places.map(({ prefix }) => prefix)).toEqual(['inner-not']);
    expect(files).toEqual([]);
    expect(scanLogFolder(inner, [folder]).places).toHaveLength(1);
    // Without these others, it is all here.
    expect(scanLogFolder(folder).places.map(({ prefix }) => prefix)).toEqual(['inner', 'inner-not']);
    expect(Object.values(passedOver())).toEqual([LINK]);
  });
});

describe('links', () => {
  test('to a file are named', () => {
    const outside = join(newFolder(), 'other.json.gz');
    writeFileSync(outside, '');
    link(READ, outside);
    link(`${DAY}/b.json`, outside.replace('other', 'none'));
    expect(passedOver()).toEqual({ [READ]: LINK, [`${DAY}/b.json`]: LINK });
    expect(scanned().days).toEqual([]);
  });

  test('to a folder are named by the files behind them', () => {
    const outside = newFolder();
    mkdirSync(join(outside, '2026/03/01'), { recursive: true });
    writeFileSync(join(outside, '2026/03/01', 'a.json.gz'), '');
    writeFileSync(join(outside, '2026', cloudTrailName()), '');
    writeFileSync(join(outside, 'notes.txt'), '');
    link(`AWSLogs/${ACCOUNT}/CloudTrail/us-east-1`, outside);
    touch(`AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/2026/03/01/a.json`);
    expect(scanned().regions).toEqual(['eu-west-1']);
    expect(passedOver()).toEqual({
      [`AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/2026/03/01/a.json.gz`]: LINK,
      [`AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/2026/${cloudTrailName()}`]: LINK,
    });
  });

  test('to what is read or named anyway are not', () => {
    touch(READ);
    touch(`elsewhere/${cloudTrailName()}`);
    link(`${DAY}/again.json.gz`, join(folder, READ));
    link('latest', join(folder, DAY));
    link(`AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1`, join(folder, 'elsewhere'));
    expect(scanned()).toMatchObject({ regions: ['us-east-1'], days: ['2026/03/01'] });
    expect(passedOver()).toEqual({ [`elsewhere/${cloudTrailName()}`]: ELSEWHERE });
  });

  test('twice to the same folder are named once', () => {
    const outside = newFolder();
    writeFileSync(join(outside, cloudTrailName()), '');
    link('a', outside);
    link('b', outside);
    expect(Object.values(passedOver())).toEqual([LINK]);
  });

  test('in circles, to a folder above and to nothing end', () => {
    touch(READ);
    link('AWSLogs/self', '.');
    link('AWSLogs/above', '..');
    link('itself', 'itself');
    link('one', join(folder, 'two'));
    link('two', join(folder, 'one'));
    link('nothing', join(folder, 'nowhere'));
    const outside = newFolder();
    symlinkSync(outside, join(outside, 'circle'));
    link('outside', outside);
    expect(scanned()).toMatchObject({ days: ['2026/03/01'], passedOver: [] });
  });

  test('that are the folder itself are followed', () => {
    touch(READ);
    const other = join(newFolder(), 'logs');
    symlinkSync(folder, other);
    expect(scanLogFolder(other)).toMatchObject({ places: [{ days: ['2026/03/01'] }], passedOver: [] });
  });
});

test('a folder that cannot be listed is named', () => {
  touch(READ);
  touch('lost+found/a');
  const { readdirSync } = fs;
  const list = jest.spyOn(fs, 'readdirSync').mockImplementation(((path: string, options: { withFileTypes: true }) => {
    if (path.endsWith('lost+found')) {
      throw Object.assign(new Error('permission denied'), { code: 'EACCES' });
    }
    return readdirSync(path, options);
  }) as typeof readdirSync);
  const scan = scanned();
  list.mockRestore();
  expect(scan).toMatchObject({
    days: ['2026/03/01'],
    passedOver: [{ path: 'lost+found', reason: 'it is a folder that cannot be listed (EACCES)' }],
  });
});
