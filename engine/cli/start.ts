import { refuseTakenByNpm } from './command-line';
import { main } from './main';
import { report } from './printable';
import { BROKEN_PIPE, endBy, removeFoldersAtEnd } from './temporary-folder';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') {
    report(`The answers cannot be written: ${error.message}`);
  }
  endBy(error.code === 'EPIPE' ? BROKEN_PIPE : 'SIGTERM');
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
