import { spawnSync } from 'node:child_process';
import { HELP, parseCommandLine, refuseTakenByNpm } from '../../../engine/cli/command-line';

describe('parseCommandLine', () => {
  test('needs no option', () => {
    expect(parseCommandLine([])).toEqual({
      help: false,
      list: false,
      json: false,
      sql: false,
      requestTable: false,
      logs: [],
      queries: [],
      themes: [],
      sqlFiles: [],
      inputs: {},
    });
  });

  test('takes all options', () => {
    const args =
      '--json --sql --request-table --logs dir --logs other --from 2026-11-01 --to 2026/11/07 --query a --query b --theme c --theme d --sql-file e';
    const inputs = ['--input', 'region=eu-west-1', '--input', 'networks=10.0.0.0/8, a=b'];
    expect(parseCommandLine([...args.split(' '), ...inputs])).toEqual({
      help: false,
      list: false,
      json: true,
      sql: true,
      requestTable: true,
      logs: ['dir', 'other'],
      from: '2026/11/01',
      to: '2026/11/07',
      queries: ['a', 'b'],
      themes: ['c', 'd'],
      sqlFiles: ['e'],
      inputs: { region: 'eu-west-1', networks: '10.0.0.0/8, a=b' },
    });
  });

  test('takes inputs for the samples', () => {
    expect(parseCommandLine(['--input', 'bucket=my-bucket']).inputs).toEqual({ bucket: 'my-bucket' });
  });

  test.each<[string, string]>([
    ['--color', "Unknown option '--color'. --help tells the options"],
    ['--quer a', "Unknown option '--quer'. Did you mean --query? --help tells the options"],
    ['--sqlfile=a', "Unknown option '--sqlfile'. Did you mean --sql-file? --help tells the options"],
    ['--list --theme access', '--list prints all queries, and takes no other option than --json'],
    ['--list --request-table', '--list prints all queries, and takes no other option than --json'],
    ['--request-tabel', "Unknown option '--request-tabel'. Did you mean --request-table? --help tells the options"],
    ['--list --logs dir', '--list prints all queries, and takes no other option than --json'],
    ['--list --sql', '--list prints all queries, and takes no other option than --json'],
    [
      'dir',
      "Unexpected argument 'dir'. npm takes options for its own before --, as in npm start -- --query NAME. --help",
    ],
    ['--input a=1 --input b=2 --input a=3', '--input a is given twice. A list is one value, with commas'],
    ['--logs', 'argument missing'],
    ['--logs dir --from 2026-02-30', '--from 2026-02-30 is no day of the calendar'],
    ['--logs dir --to yesterday', '--to yesterday is no day of the calendar'],
    ['--logs dir --from 2026-03-02 --to 2026-03-01', '--from 2026-03-02 is after --to 2026-03-01'],
    ['--logs dir --input region', '--input region is no NAME=VALUE'],
    ['--logs dir --input region=', '--input region= is no NAME=VALUE'],
    ['--from 2026-03-02', '--from and --to need --logs: a saved query has its days in its text'],
  ])('fails at %s', (args, message) => {
    expect(() => parseCommandLine(args.split(' '))).toThrow(message);
  });

  test.each([['logs'], ['sql_file'], ['list']])('refuses what npm has taken for its own: %s', (name) => {
    const option = name.replace('_', '-');
    expect(() => refuseTakenByNpm({ npm_config_json: 'true', [`npm_config_${name}`]: 'dir' })).toThrow(
      `npm has taken --${option} for an option of its own. Options stand behind --: npm start -- --${option}`,
    );
  });

  test.each([
    '--to=2026/11/26',
    '--from=2026/11/26',
    '--logs=dir',
    '--query=a',
    '--theme=a',
    '--sql-file=a',
    '--input=a=b',
    '--list',
    '--request-table',
  ])('refuses %s where npm itself has taken it', (option) => {
    const { status, stderr } = spawnSync('npm', ['start', '--silent', option, '--', '--help'], { encoding: 'utf8' });
    const [name] = option.split('=');
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining(`npm has taken ${name} for an option of its own`),
    });
  });

  test('leaves options of npm’s own alone', () => {
    expect(() => refuseTakenByNpm({ npm_config_json: 'true', npm_config_cache: 'dir', logs: 'dir' })).not.toThrow();
  });

  test('has help for every option', () => {
    for (const option of [
      'logs',
      'from',
      'to',
      'query',
      'theme',
      'sql-file',
      'list',
      'input',
      'request-table',
      'sql',
      'json',
      'help',
    ]) {
      expect(HELP).toContain(`\n  --${option} `);
    }
    expect(Math.max(...HELP.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });
});
