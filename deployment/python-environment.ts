import { join } from 'node:path';
import { virtualEnvironment } from '../scripts/virtual-environment';

/**
 * The Python that the emulator runs in.
 *
 * @returns path of the interpreter
 * @throws if something is missing on this machine; nothing is skipped
 */
export function pythonEnvironment(): string {
  return virtualEnvironment({
    name: 'ministack-1.5.33',
    requirements: join(__dirname, 'requirements.txt'),
    // A pattern with `++` is an error before.
    minor: 11,
    neededBy: 'The deployment tests need',
    needs: [{ command: 'openssl', args: ['version'], hint: 'openssl' }],
  });
}
