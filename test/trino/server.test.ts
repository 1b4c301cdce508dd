import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { START_MS } from './start-time';

interface Started {
  readonly owner: ChildProcess;
  readonly pid: number;
  readonly home: string;
}

/** A process of its own, in a group of its own as a shell would make it, that starts a server. */
async function startElsewhere(): Promise<Started> {
  const script = join(__dirname, 'start-server.ts');
  const owner = spawn(process.execPath, ['--import', 'tsx', script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const died = once(owner, 'exit').then(([code]) =>
    Promise.reject(new Error(`It ended with ${code} before it started`)),
  );
  const [line] = (await Promise.race([once(owner.stdout, 'data'), died])) as [Buffer];
  died.catch(() => undefined);
  return { owner, ...(JSON.parse(line.toString()) as { pid: number; home: string }) };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function untilGone({ pid, home }: { pid: number; home: string }): Promise<void> {
  const deadline = Date.now() + 10_000;
  while ((isRunning(pid) || existsSync(home)) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The local addresses on which a process listens, in hexadecimal digits, as Linux tells them. */
function listeningAddresses(pid: number): string[] {
  const sockets = readdirSync(`/proc/${pid}/fd`).map((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`);
    } catch {
      return '';
    }
  });
  return ['tcp', 'tcp6']
    .flatMap((protocol) => readFileSync(`/proc/${pid}/net/${protocol}`, 'utf8').split('\n'))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode]) => state === '0A' && sockets.includes(`socket:[${inode}]`))
    .map(([, address]) => address.split(':')[0]);
}

test.each<[string, (owner: ChildProcess) => void]>([
  ['is killed', ({ pid }) => process.kill(pid!, 'SIGKILL')],
  ['gets Ctrl-C', ({ pid }) => process.kill(-pid!, 'SIGINT')],
])(
  'a server listens on loopback only, and ends, its folder with it, when whoever started it %s',
  async (_, end) => {
    const server = await startElsewhere();
    expect([isRunning(server.pid), existsSync(server.home)]).toEqual([true, true]);
    if (process.platform === 'linux') {
      // 127.0.0.1, as IPv6 may have it.
      expect(listeningAddresses(server.pid)).toEqual([expect.stringMatching(/^(0000000000000000FFFF0000)?0100007F$/)]);
    }
    end(server.owner);
    await untilGone(server);
    expect([isRunning(server.pid), existsSync(server.home)]).toEqual([false, false]);
  },
  START_MS,
);
