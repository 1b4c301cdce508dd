import com.fasterxml.jackson.databind.json.JsonMapper;
import io.trino.grammar.sql.SqlKeywords;
import io.trino.sql.ReservedIdentifiers;
import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.Parameter;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.QuerySpecification;
import io.trino.sql.tree.Statement;
import io.trino.sql.tree.Table;
import io.trino.sql.tree.WithQuery;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What Trino's own parser makes of statements: in each line a text as JSON, out each time a line. See sql-oracle.ts. */
class SqlOracle {
    /** What is read: the tables that are no WITH query in scope, and where parameters stand. */
    record Reading(String error, boolean query, List<String> tables, int parameters, int parametersOutsideWhere) {}

    record Keywords(Set<String> keywords, Set<String> reserved) {}

    private final List<String> tables = new ArrayList<>();
    private int parameters;
    private int parametersOutsideWhere;

    public static void main(String[] args) throws IOException {
        var json = JsonMapper.builder().build();
        var out = new PrintStream(System.out, true, UTF_8);
        out.println(json.writeValueAsString(new Keywords(SqlKeywords.sqlKeywords(), ReservedIdentifiers.reservedIdentifiers())));
        var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(json.writeValueAsString(new SqlOracle().reading(json.readValue(line, String.class))));
        }
    }

    private Reading reading(String text) {
        String error = null;
        boolean query = false;
        try {
            Statement statement = new SqlParser().createStatement(text);
            query = statement instanceof Query;
            read(statement, Set.of(), false);
        } catch (ParsingException e) {
            error = e.getMessage();
        }
        return new Reading(error, query, tables, parameters, parametersOutsideWhere);
    }

    /** @param own the names of WITH queries that are in scope */
    private void read(Node node, Set<String> own, boolean inWhere) {
        switch (node) {
            case Query query -> readQuery(query, own);
            case QuerySpecification select -> select.getChildren()
                    .forEach(child -> read(child, own, child == select.getWhere().orElse(null)));
            case Table table when table.getName().getPrefix().isEmpty() && own.contains(table.getName().getSuffix()) -> {}
            case Table table -> tables.add(table.getName().toString());
            case Parameter _ -> {
                parameters++;
                parametersOutsideWhere += inWhere ? 0 : 1;
            }
            default -> node.getChildren().forEach(child -> read(child, own, inWhere));
        }
    }

    /** A WITH query is seen by those after it and by the body, and in itself only if it is recursive. */
    private void readQuery(Query query, Set<String> outer) {
        var own = new HashSet<String>(outer);
        query.getWith().ifPresent(with -> {
            for (WithQuery part : with.getQueries()) {
                var before = new HashSet<String>(own);
                own.add(part.getName().getValue().toLowerCase(Locale.ENGLISH));
                read(part.getQuery(), with.isRecursive() ? own : before, false);
            }
        });
        for (Node child : query.getChildren()) {
            if (child != query.getWith().orElse(null)) {
                read(child, own, false);
            }
        }
    }
}
