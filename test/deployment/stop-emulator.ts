import type { Emulator } from '../../deployment/emulator';

export default async function stopEmulator(): Promise<void> {
  await (globalThis as { emulator?: Emulator }).emulator?.stop();
}
