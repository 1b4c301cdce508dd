import { join } from 'node:path';
import { distFiles, makeDist } from '../../scripts/dist';
import { install, virtualEnvironment } from '../../scripts/virtual-environment';

/**
 * A Python in which the library is installed as its users have it, with the CDK that it is compiled with.
 *
 * @returns path of the interpreter
 */
export function pythonWithLibrary(): string {
  makeDist();
  const python = virtualEnvironment({
    name: 'python',
    requirements: join(__dirname, 'requirements.txt'),
    minor: 11,
    neededBy: 'The tests of Python need',
  });
  // In place of one of the same version.
  install(python, ['--no-index', '--no-deps', '--force-reinstall', ...distFiles('python', '.whl')]);
  return python;
}
