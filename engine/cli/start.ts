import { refuseTakenByNpm } from './command-line';
import { main } from './main';
import { report } from './printable';
import { removeFoldersAtEnd } from './temporary-folder';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads the pipe has seen enough, as `head` has.
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});
removeFoldersAtEnd();

async function start(): Promise<number> {
  refuseTakenByNpm(process.env);
  return main(process.argv.slice(2));
}

start().then(
  // Not process.exit, which would cut off what a pipe hasn't taken yet.
  (exitCode) => (process.exitCode = exitCode),
  (error: unknown) => {
    report(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
