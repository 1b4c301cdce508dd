import { Emulator } from '../../deployment/emulator';

/** Starts the emulator that all test files share. Each works in an account of its own. */
export default async function startEmulator(): Promise<void> {
  const emulator = await Emulator.start();
  (globalThis as { emulator?: Emulator }).emulator = emulator;
  process.env.EMULATOR = JSON.stringify(emulator.address);
}
