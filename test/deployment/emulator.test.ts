import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { EmulatorAddress } from '../../deployment/emulator';

const ROOT = join(__dirname, '..', '..');
const script = (text: string) => ['--import', 'tsx', '--eval', text];
const start = script(`
  require('./deployment/emulator').Emulator.start().then(({ address }) => console.log(JSON.stringify(address)));
`);

function port(address: EmulatorAddress): number {
  return Number(new URL(address.endpoint).port);
}

function isOpen(host: string, at: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(at, host, () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}

test('what is missing on the machine is said, and is an error', async () => {
  const run = promisify(execFile)(process.execPath, script(`require('./deployment/emulator').Emulator.start()`), {
    cwd: ROOT,
    env: { PATH: '/nowhere' },
  });
  await expect(run).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/The deployment tests need Python 3\.11.*venv.*openssl/s) as string,
  });
});

test('it listens on this machine alone', async () => {
  const address = JSON.parse(process.env.EMULATOR!) as EmulatorAddress;
  const outside = Object.values(networkInterfaces()).flatMap((list) => list!.filter(({ internal }) => !internal));
  expect(await isOpen('127.0.0.1', port(address))).toBe(true);
  for (const { address: host } of outside) {
    expect([host, await isOpen(host, port(address))]).toEqual([host, false]);
  }
});

test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('it ends with whoever started it: %s', async (signal) => {
  // GIVEN
  const child: ChildProcess = spawn(process.execPath, start, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  const address = JSON.parse(String(line)) as EmulatorAddress;
  expect(await isOpen('127.0.0.1', port(address))).toBe(true);
  expect(readFileSync(address.certificate, 'utf8')).toContain('CERTIFICATE');

  // WHEN
  child.kill(signal);
  await once(child, 'exit');

  // THEN
  const end = Date.now() + 10_000;
  while (existsSync(address.folder) && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(existsSync(address.folder)).toBe(false);
  expect(await isOpen('127.0.0.1', port(address))).toBe(false);
});
