import { main } from './main';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads the pipe has seen enough, as `head` has.
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

main(process.argv.slice(2)).then(
  // Not process.exit, which would cut off what a pipe hasn't taken yet.
  (exitCode) => (process.exitCode = exitCode),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
