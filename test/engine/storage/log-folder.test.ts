import fs, { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { scanLogFolder } from '../../../engine/storage/log-folder';
import { newFolder } from '../../new-folder';

const ACCOUNT = '111122223333';
const DAY = `AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/2026/03/01`;
const READ = `${DAY}/${cloudTrailName()}`;
const LINK = 'it is a link, or lies behind one';
const ELSEWHERE = 'it does not lie in AWSLogs/<account>/CloudTrail/<region>/yyyy/MM/dd';

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

function passedOver(): Record<string, string> {
  return Object.fromEntries(scanLogFolder(folder).passedOver.map(({ path, reason }) => [path, reason]));
}

test('a folder tells its accounts, regions and days', () => {
  touch('AWSLogs/444455556666/CloudTrail/us-west-2/2026/03/01/file.json.gz');
  touch('AWSLogs/111122223333/CloudTrail/xx-new-1/2026/02/28/a.json');
  touch('AWSLogs/111122223333/CloudTrail/xx-new-1/2026/02/28/b.json');
  expect(scanLogFolder(folder)).toEqual({
    accounts: ['111122223333', '444455556666'],
    regions: ['xx-new-1', 'us-west-2'],
    days: ['2026/02/28', '2026/03/01'],
    passedOver: [],
  });
});

test('an empty folder tells of nothing', () => {
  expect(scanLogFolder(folder)).toEqual({ accounts: [], regions: [], days: [], passedOver: [] });
});

describe('a file is named that is CloudTrail’s by its name and lies', () => {
  test.each([
    ['in the folder itself', ''],
    ['without the rest of the path', 'CloudTrail/us-east-1/2026/03/01/'],
    ['beside AWSLogs', `copy/${DAY}/`],
    ['in the folder of an organization', `AWSLogs/o-abc/${ACCOUNT}/CloudTrail/us-east-1/2026/03/01/`],
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
    expect(scanLogFolder(folder)).toMatchObject({
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
      expect(scanLogFolder(folder)).toMatchObject({ days: ['2026/03/01'], passedOver: [] });
    },
  );

  test('of the first day that there may be', () => {
    touch(`AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/2000/01/01/a.json`);
    expect(scanLogFolder(folder)).toMatchObject({ days: ['2000/01/01'], passedOver: [] });
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
  expect(scanLogFolder(folder)).toMatchObject({ days: ['2026/03/01'], passedOver: [] });
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

describe('partitions', () => {
  function region(name: string, files: number): void {
    Array.from({ length: files }, (_, index) =>
      touch(`AWSLogs/${ACCOUNT}/CloudTrail/${name}/2026/03/01/${index}.json.gz`),
    );
  }

  test('other than that of most files are named', () => {
    region('us-east-1', 2);
    region('cn-north-1', 1);
    region('us-gov-west-1', 1);
    const { regions, passedOver: files } = scanLogFolder(folder);
    expect(regions).toEqual(['us-east-1']);
    expect(files.map(({ reason }) => reason)).toEqual([
      'cn-north-1 is not in aws, the partition of most files',
      'us-gov-west-1 is not in aws, the partition of most files',
    ]);
  });

  test('are counted by all their regions', () => {
    region('us-gov-west-1', 3);
    region('us-east-1', 2);
    region('eu-west-1', 2);
    const { regions, passedOver: files } = scanLogFolder(folder);
    expect(regions).toEqual(['eu-west-1', 'us-east-1']);
    expect(files).toHaveLength(3);
  });

  test('may be any', () => {
    region('cn-north-1', 1);
    region('cn-northwest-1', 1);
    expect(scanLogFolder(folder)).toMatchObject({ regions: ['cn-north-1', 'cn-northwest-1'], passedOver: [] });
  });
});

describe('links', () => {
  test('to a file are named', () => {
    const outside = join(newFolder(), 'other.json.gz');
    writeFileSync(outside, '');
    link(READ, outside);
    link(`${DAY}/b.json`, outside.replace('other', 'none'));
    expect(passedOver()).toEqual({ [READ]: LINK, [`${DAY}/b.json`]: LINK });
    expect(scanLogFolder(folder).days).toEqual([]);
  });

  test('to a folder are named by the files behind them', () => {
    const outside = newFolder();
    mkdirSync(join(outside, '2026/03/01'), { recursive: true });
    writeFileSync(join(outside, '2026/03/01', 'a.json.gz'), '');
    writeFileSync(join(outside, '2026', cloudTrailName()), '');
    writeFileSync(join(outside, 'notes.txt'), '');
    link(`AWSLogs/${ACCOUNT}/CloudTrail/us-east-1`, outside);
    touch(`AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/2026/03/01/a.json`);
    expect(scanLogFolder(folder).regions).toEqual(['eu-west-1']);
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
    expect(scanLogFolder(folder)).toMatchObject({ regions: ['us-east-1'], days: ['2026/03/01'] });
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
    expect(scanLogFolder(folder)).toMatchObject({ days: ['2026/03/01'], passedOver: [] });
  });

  test('that are the folder itself are followed', () => {
    touch(READ);
    const other = join(newFolder(), 'logs');
    symlinkSync(folder, other);
    expect(scanLogFolder(other)).toMatchObject({ days: ['2026/03/01'], passedOver: [] });
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
  const scan = scanLogFolder(folder);
  list.mockRestore();
  expect(scan).toMatchObject({
    days: ['2026/03/01'],
    passedOver: [{ path: 'lost+found', reason: 'it is a folder that cannot be listed (EACCES)' }],
  });
});
