import { parseArgs } from 'node:util';

/**
 * The sizes of the corpora that a benchmark is asked for, as `--events N`.
 *
 * @returns undefined where `--help` was asked for, and is printed
 * @throws if one is no number of events
 */
export function eventSizes(help: string, defaults: string[]): number[] | undefined {
  const { values } = parseArgs({
    options: {
      events: { type: 'string', multiple: true, default: defaults },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return undefined;
  }
  const stranger = values.events.find((size) => !/^[1-9]\d*$/.test(size));
  if (stranger !== undefined) {
    throw new Error(`${stranger} is no number of events; see --help`);
  }
  return values.events.map(Number);
}
