import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLDecoder;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Whether patterns take values, on a stack of so many bytes: in each line the two of them, as parts of a URL with a space
 * between them, out each time a line. See pattern-oracle.ts.
 */
class PatternOracle {
    public static void main(String[] args) throws InterruptedException {
        var matching = new Thread(null, PatternOracle::answer, "matching", Long.parseLong(args[0]));
        matching.start();
        matching.join();
    }

    private static void answer() {
        try (var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                var parts = line.split(" ", -1);
                System.out.println(answer(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8)));
            }
        } catch (IOException e) {
            throw new RuntimeException(e);
        }
    }

    private static String answer(String pattern, String value) {
        var text = new CountingText(value);
        try {
            return "%s %d".formatted(Pattern.compile(pattern).matcher(text).matches(), text.reads);
        } catch (StackOverflowError e) {
            return "overflow %d".formatted(text.reads);
        }
    }

    /** Counts how often a character is read, which unlike a time is the same on every machine. */
    private static final class CountingText implements CharSequence {
        private final String text;
        private long reads;

        CountingText(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            reads++;
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
