import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pythonEnvironment } from './python-environment';

/** Where an emulator is. Plain data, so that it can be handed to another process. */
export interface EmulatorAddress {
  /** URL of all services. */
  readonly endpoint: string;
  /** Path of the certificate to trust. */
  readonly certificate: string;
  /** A folder for whatever belongs to this run. It is removed when the emulator ends. */
  readonly folder: string;
}

/** AWS in a process of its own, on this machine alone. It ends with the process that started it, however that ends. */
export class Emulator {
  /** @throws if it can't be installed or doesn't start */
  public static async start(): Promise<Emulator> {
    const server = join(__dirname, 'emulator', 'server.py');
    // Its end comes with the end of its stdin, which closes when we die.
    const child = spawn(pythonEnvironment(), ['-B', server], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, LOG_LEVEL: 'ERROR', AWS_ACCESS_KEY_ID: 'test' },
    });
    const errors: string[] = [];
    child.stderr.on('data', (text) => errors.push(String(text)));
    for await (const line of createInterface(child.stdout)) {
      if (line.startsWith('{')) {
        child.stdout.resume();
        return new Emulator(JSON.parse(line) as EmulatorAddress, child);
      }
    }
    throw new Error(`The emulator has not started:\n${errors.join('')}`);
  }

  private constructor(
    public readonly address: EmulatorAddress,
    private readonly child: ChildProcess,
  ) {}

  /** Stops it, and removes all that it holds. */
  public async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit');
      this.child.stdin!.end();
      await ended;
    }
  }
}
