package io.windtunnel.cloud.operations.logs.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The language of https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html.
class QueryTest {
    private static final long NOW = 1_700_000_000_000L;

    private record Event(long timestamp, String message) implements LogEvent {
        @Override
        public long ingestionTime() {
            return timestamp + 5;
        }

        @Override
        public String logStream() {
            return "s";
        }

        @Override
        public String log() {
            return "123456789012:g";
        }

        @Override
        public String pointer() {
            return "p" + timestamp;
        }
    }

    private static List<String> rows(String query, String... messages) {
        return rows(query, 10_000, messages);
    }

    /// Rows as `field=value` texts; the messages come a second apart.
    private static List<String> rows(String query, int limit, String... messages) {
        Execution execution = Query.parse(query, NOW).start(limit);
        for (int i = messages.length - 1; i >= 0; i--) execution.accept(new Event(i * 1000L, messages[i]));
        List<String> rows = new ArrayList<>();
        for (List<Execution.Cell> row : execution.end())
            rows.add(String.join(
                    " ",
                    row.stream()
                            .filter(cell -> !cell.field().equals("@ptr"))
                            .map(cell -> cell.field() + "=" + cell.value())
                            .toList()));
        return rows;
    }

    private static String one(String expression, String message) {
        List<String> rows = rows("fields " + expression + " as x", message);
        return rows.getFirst().isEmpty() ? "" : rows.getFirst().substring(2);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "1 + 2 * 3;7",
                "(1 + 2) * 3;9",
                "2 ^ 3;8",
                "10 % 3;1",
                "10 / 4;2.5",
                "1 / 3;0.3333",
                "1 / 0;``",
                "-2 + 1;-1",
                "abs(-2.5);2.5",
                "ceil(1.2) + floor(1.8);3",
                "greatest(1, 7, 3) - least(4, 2);5",
                "sqrt(16);4",
                "log(1);0",
                "n * 2;84",
                "concat(a, '-', n);x-42",
                "strlen(\"abc\");3",
                "toupper(a);X",
                "tolower('ABC');abc",
                "trim('  x ');x",
                "ltrim(\"xyZfooxyZ\", \"xyZ\");fooxyZ",
                "rtrim(\"xyZfooxyZ\", \"xyZ\");xyZfoo",
                "trim(\"xyZfooxyZ\", \"xyZ\");foo",
                "substr(\"xyZfooxyZ\", 3);fooxyZ",
                "substr(\"xyZfooxyZ\", 3, 3);foo",
                "replace(\"foo\", \"o\", \"0\");f00",
                "strcontains(\"foo\", \"oo\");1",
                "strcontains(\"foo\", \"x\");0",
                "isEmpty(missing);1",
                "isempty(a);0",
                "isBlank('  ');1",
                "isPresent(a);1",
                "ispresent(missing);0",
                "coalesce(missing, a);x",
                "if(n > 40, 'big', 'small');big",
                "isValidIp('10.0.0.1');1",
                "isValidIpV4('10.0.0.256');0",
                "isValidIpV6('2001:db8::1');1",
                "isIpInSubnet('10.1.2.3', '10.0.0.0/8');1",
                "isIpv4InSubnet('11.1.2.3', '10.0.0.0/8');0",
                "isIpv6InSubnet('2001:db8::1', '2001:db8::/32');1",
                "o.p.0;first",
                "o.p[1].q;deep",
                "o.`x-y`;z",
                "d.e;dotted",
                "flag;1",
                "jsonParse(inner).a;``",
                "fromMillis(86400000);1970-01-02 00:00:00.000",
                "toMillis(fromMillis(5));5",
                "datefloor(fromMillis(5400000), 1h);1970-01-01 01:00:00.000",
                "dateceil(fromMillis(5400000), 1h);1970-01-01 02:00:00.000",
                "datefloor(fromMillis(5000000000), 1mo);1970-02-01 00:00:00.000",
                "datefloor(fromMillis(9000000000), 1q);1970-04-01 00:00:00.000",
                "datefloor(fromMillis(500000000), 1w);1970-01-05 00:00:00.000",
                "now();1700000000",
                "@timestamp;1970-01-01 00:00:00.000",
                "@logStream;s",
                "@log;123456789012:g",
                "@ingestionTime;1970-01-01 00:00:00.005",
            })
    void expressions(String expression, String expected) {
        String message = """
                {"a":"x","n":42,"o":{"p":["first",{"q":"deep"}],"x-y":"z"},"my-key":"k","d.e":"dotted","flag":true,
                 "inner":"{\\"a\\":{\\"b\\":[7,8]}}","none":null}""";
        if (expression.startsWith("jsonParse"))
            assertThat(rows(
                            "fields jsonParse(inner) as j | fields j.a.b.1 as x, j.c as y | display x, y, j.a",
                            message))
                    .containsExactly("x=8 j.a={\"b\":[7,8]}");
        else assertThat(one(expression, message)).isEqualTo(expected);
    }

    @Test
    void backticksQuoteNames() {
        assertThat(rows("fields `my-key`, `not` as x", "{\"my-key\":\"k\",\"not\":1}"))
                .containsExactly("my-key=k x=1");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "code = 200;0",
                "code != 200;1,2",
                "code >= 404 and code < 500;1",
                "code = 200 or code = 500;0,2",
                "not code = 200;1,2,3",
                "code in [200, 500];0,2",
                "code not in [200, 500];1,3",
                "path in [\"/a\", \"/b\"];0,1",
                "path like \"/\";0,1,2",
                "path like /^\\/[ab]$/;0,1",
                "path =~ /b/;1",
                "path not like /b/;0,2,3",
                "path like /(?i)B/;1",
                "@message like /plain/;3",
                "isPresent(code);0,1,2",
                "code > 200 and (path = '/b' or path = '/c');1,2",
                "@timestamp >= 2000;2,3",
                "code * 2 > 800;1,2",
                "strcontains(path, 'c');2",
            })
    void filters(String condition, String expected) {
        List<String> rows = rows(
                "filter " + condition + " | sort @timestamp | display @timestamp",
                "{\"code\":200,\"path\":\"/a\"}",
                "{\"code\":\"404\",\"path\":\"/b\"}",
                "{\"code\":500,\"path\":\"/c\"}",
                "plain");
        assertThat(String.join(
                        ",", rows.stream().map(row -> row.substring(29, 30)).toList()))
                .isEqualTo(expected);
    }

    private static final String[] REQUESTS = {
        "{\"m\":\"GET\",\"t\":10}",
        "{\"m\":\"GET\",\"t\":30}",
        "{\"m\":\"PUT\",\"t\":5}",
        "{\"m\":\"GET\",\"t\":20,\"u\":\"x\"}",
        "{\"t\":1}"
    };

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "count(*);5",
                "count();5",
                "count(m);4",
                "count_distinct(m);2",
                "sum(t);66",
                "avg(t);13.2",
                "min(t);1",
                "max(t);30",
                "pct(t, 50);10",
                "pct(t, 95);30",
                "median(t);10",
                "stddev(t);11.7771",
                "earliest(t);10",
                "latest(m);GET",
                "sortsFirst(m);GET",
                "sortsLast(m);PUT",
                "sum(t) / count(*);13.2",
                "ceil(avg(t)) + 1;15",
                "max(nothing);``",
                "count(nothing);0",
            })
    void statistics(String statistic, String expected) {
        List<String> rows = rows("stats " + statistic + " as x", REQUESTS);
        assertThat(rows).containsExactly(expected.isEmpty() ? "" : "x=" + expected);
    }

    @Test
    void groups() {
        assertThat(rows("stats count(*), max(t) as slowest by m | sort m", REQUESTS))
                .containsExactly("m=GET count(*)=3 slowest=30", "m=PUT count(*)=1 slowest=5", "count(*)=1 slowest=1");
        assertThat(rows("stats count(*) by bin(2s) as slot, m | sort slot asc, m", REQUESTS))
                .containsExactly(
                        "slot=1970-01-01 00:00:00.000 m=GET count(*)=2",
                        "slot=1970-01-01 00:00:02.000 m=GET count(*)=1",
                        "slot=1970-01-01 00:00:02.000 m=PUT count(*)=1",
                        "slot=1970-01-01 00:00:04.000 count(*)=1");
        assertThat(rows("stats count(*) by bin(5m) | sort bin(5m) desc, count(*) | filter count(*) > 4", REQUESTS))
                .containsExactly("bin(5m)=1970-01-01 00:00:00.000 count(*)=5");
    }

    @Test
    void twoStatsInARow() {
        assertThat(rows("stats sum(t) as total by m | stats max(total) as most, count(*) as groups", REQUESTS))
                .containsExactly("most=60 groups=3");
        assertThat(rows("stats count(*) by m | stats count(*), max(count(*)) as most", REQUESTS))
                .containsExactly("count(*)=3 most=3");
        assertThatThrownBy(() -> rows("stats sum(t) as total by m | stats max(t)"))
                .hasMessage("Unknown symbols found in or after stats: t at line 1 and position 40");
        assertThatThrownBy(() -> rows("stats count(*) | stats count(*) | stats count(*)"))
                .hasMessageContaining("two stats");
    }

    @Test
    void newestComeFirstUnlessSorted() {
        assertThat(rows("fields @message | limit 2", "a", "b", "c")).containsExactly("@message=c", "@message=b");
        assertThat(rows("fields @message", 1, "a", "b", "c")).containsExactly("@message=c");
        assertThat(rows("fields @message | sort @message asc | limit 2", "b", "c", "a"))
                .containsExactly("@message=a", "@message=b");
        assertThat(rows("fields t | sort t desc", "{\"t\":9}", "{\"t\":10}", "{}", "{\"t\":\"x\"}"))
                .containsExactly("t=x", "t=10", "t=9", "");
        assertThat(rows("fields @message | sort missing asc", "a", "b")).containsExactly("@message=a", "@message=b");
        assertThat(rows("fields @message | sort missing desc", "a", "b")).containsExactly("@message=b", "@message=a");
        assertThat(rows("filter @message = 'b'", "a", "b"))
                .containsExactly("@timestamp=1970-01-01 00:00:01.000 @message=b");
    }

    @Test
    void parsesGlobsAndRegularExpressions() {
        String line = "25 May 2019 10:24:39,474 [ERROR] {foo=2, bar=data} The error was: DataIntegrityException";
        String expected = "level=ERROR config={foo=2, bar=data} exception=DataIntegrityException";
        assertThat(rows(
                        "parse @message \"[*] * The error was: *\" as level, config, exception"
                                + " | display level, config, exception",
                        line))
                .containsExactly(expected);
        assertThat(rows(
                        "parse @message /\\[(?<level>\\S+)\\]\\s+(?<config>\\{.*\\})\\s+The error was: (?<exception>\\S+)/"
                                + " | display level, config, exception",
                        line))
                .containsExactly(expected);
        assertThat(rows(
                        "parse 'user=*, method:*, latency := *' as @user, @method, @latency"
                                + " | stats avg(@latency) by @method, @user",
                        "user=bob, method:get, latency := 12",
                        "user=bob, method:get, latency := 20",
                        "nothing of it"))
                .containsExactlyInAnyOrder("", "@method=get @user=bob avg(@latency)=16");
        assertThat(rows("fields @message | parse '* *' as first, second", "x 17"))
                .containsExactly("@message=x 17 first=x second=17");
        assertThat(rows("parse @message /(?<a_b>\\d+)/ | display a_b", "x 17")).containsExactly("a_b=17");
    }

    @Test
    void deduplicates() {
        String[] servers = {
            "{\"server\":\"a\",\"v\":1}",
            "{\"server\":\"b\",\"v\":2}",
            "{\"server\":\"a\",\"v\":3}",
            "{\"v\":4}",
            "{\"v\":5}"
        };
        assertThat(rows("fields server, v | sort @timestamp desc | dedup server", servers))
                .containsExactly("v=5", "v=4", "server=a v=3", "server=b v=2");
        assertThat(rows("fields server, v | dedup server | limit 3", servers))
                .containsExactly("v=5", "v=4", "server=a v=3");
        assertThatThrownBy(() -> rows("dedup server | filter v > 1"))
                .hasMessageContaining("only limit can follow dedup");
    }

    @Test
    void comments() {
        assertThat(rows("# all\nfields @message\n  # | filter @message like /x/\n | limit 5 # five", "a"))
                .containsExactly("@message=a");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "fields @message | count();18;23;unexpected symbol found count at line 1 and position 19",
                "filter x =;10;10;unexpected end of the query at line 1 and position 11",
                "filter x === 1;11;12;unexpected symbol found = at line 1 and position 12",
                "fields nope(1);7;11;unknown function nope at line 1 and position 8",
                "fields strlen();7;15;the function strlen does not take 0 arguments at line 1 and position 8",
                "limit 10001;6;11;the limit must be from 1 to 10000 at line 1 and position 7",
                "limit many;6;10;unexpected symbol found many at line 1 and position 7",
                "filter x like /(/;14;17;invalid regular expression: Unclosed group at line 1 and position 15",
                "parse @message '*' as a, b;15;26;parse finds 1 values and names 2 at line 1 and position 16",
                "fields bin(5x);11;13;invalid period 5x at line 1 and position 12",
                "filter 'open;7;12;the text is not closed at line 1 and position 8",
                "stats t;6;7;Unknown symbols found in or after stats: t at line 1 and position 7",
                "filter count(*) > 1;7;12;unexpected symbol found count at line 1 and position 8",
            })
    void refusesWithThePosition(String query, int start, int end, String words) {
        assertThatThrownBy(() -> rows(query.stripTrailing())).isInstanceOfSatisfying(MalformedQuery.class, bad -> {
            assertThat(bad.getMessage()).isEqualTo(words);
            assertThat(bad.start()).isEqualTo(start);
            assertThat(bad.end()).isEqualTo(end);
        });
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "fields @message | pattern @message;pattern",
                "fields x | diff;diff",
                "anomaly;anomaly",
                "unnest a;unnest",
                "stats rate(x, 1m);rate",
                "stats count(*) by bin(5m) offset 1h;offset"
            })
    void namesWhatIsNotBuilt(String query, String what) {
        assertThatThrownBy(() -> rows(query)).isInstanceOf(NotBuilt.class).hasMessageContaining(what);
    }

    @Test
    void countsWhatMatches() {
        Execution execution = Query.parse("filter @message like /a/ | stats count(*) as n", NOW)
                .start(10);
        for (String message : List.of("a", "b", "ab")) execution.accept(new Event(0, message));
        assertThat(execution.end()).containsExactly(List.of(new Execution.Cell("n", "2")));
        assertThat(execution.matched()).isEqualTo(2);
    }
}
