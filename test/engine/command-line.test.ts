import { HELP, parseCommandLine } from '../../engine/command-line';

describe('parseCommandLine', () => {
  test('needs no option', () => {
    expect(parseCommandLine([])).toEqual({ help: false, json: false, queries: [], inputs: {} });
  });

  test('takes all options', () => {
    const args = '--json --logs dir --from 2026-11-01 --to 2026/11/07 --query a --query b --input region=eu-west-1';
    expect(parseCommandLine([...args.split(' '), '--input', 'networks=10.0.0.0/8, a=b'])).toEqual({
      help: false,
      json: true,
      logs: 'dir',
      from: '2026/11/01',
      to: '2026/11/07',
      queries: ['a', 'b'],
      inputs: { region: 'eu-west-1', networks: '10.0.0.0/8, a=b' },
    });
  });

  test.each<[string, string]>([
    ['--color', "Unknown option '--color'"],
    ['dir', "Unexpected argument 'dir'"],
    ['--logs', 'argument missing'],
    ['--logs dir --from 2026-02-30', '--from 2026-02-30 is no day of the calendar'],
    ['--logs dir --to yesterday', '--to yesterday is no day of the calendar'],
    ['--logs dir --from 2026-03-02 --to 2026-03-01', '--from 2026-03-02 is after --to 2026-03-01'],
    ['--logs dir --input region', '--input region is no NAME=VALUE'],
    ['--logs dir --input region=', '--input region= is no NAME=VALUE'],
    ['--from 2026-03-02', '--from, --to and --input need --logs'],
  ])('fails at %s', (args, message) => {
    expect(() => parseCommandLine(args.split(' '))).toThrow(message);
  });

  test('has help for every option', () => {
    for (const option of ['--logs', '--from', '--to', '--query', '--input', '--json', '--help']) {
      expect(HELP).toContain(`\n  ${option}`);
    }
    expect(Math.max(...HELP.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });
});
