import { pythonWithLibrary } from './python-library';

export default function installLibrary(): void {
  process.env.PYTHON = pythonWithLibrary();
}
