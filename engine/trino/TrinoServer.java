import io.trino.server.Server;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * Starts a Trino server; the jar that usually does isn't in Maven's repository. It ends when its input does, and so with
 * whoever started it, however that ended, and takes its folder with it: see server.ts.
 */
class TrinoServer {
    public static void main(String[] args) {
        Path home = Path.of(args[1]);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // The same as its end.
            }
            try {
                remove(home);
            } finally {
                Runtime.getRuntime().halt(0);
            }
        });
        // Ctrl-C reaches the whole group of processes at once.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(home)));
        new Server() {}.start(args[0]);
    }

    /** Until the folder is gone: the server may still be writing there. */
    private static synchronized void remove(Path folder) {
        for (int tries = 0; Files.exists(folder) && tries < 10; tries++) {
            try (var paths = Files.walk(folder)) {
                paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
            } catch (IOException | UncheckedIOException e) {
                // Something went while it was listed.
            }
        }
    }
}
