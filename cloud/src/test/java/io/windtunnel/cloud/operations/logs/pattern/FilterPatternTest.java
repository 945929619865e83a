package io.windtunnel.cloud.operations.logs.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The examples of https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html,
/// and edges.
class FilterPatternTest {
    private static final String TRAIL = """
            {"eventType":"UpdateTrail","sourceIPAddress":"111.111.111.111","arrayKey":["value","another value"],
             "objectList":[{"name":"a","id":1},{"name":"b","id":2}],"SomeObject":null,"ThisFlag":true,"latency":512.5,
             "dotted.key":"yes"}""";

    private static final String COMPOUND = """
            {"user":{"id":1,"email":"John.Stiles@example.com"},
             "users":[{"id":2,"email":"John.Doe@example.com"},{"id":3,"email":"Jane.Doe@example.com"}],
             "actions":["GET","PUT","DELETE"],"coordinates":[[0,1,2],[4,5,6],[7,8,9]]}""";

    private static final String ACCESS =
            "127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] \"GET /index.html HTTP/1.0\" 404 1534";

    private static boolean matches(String pattern, String message) {
        return FilterPattern.parse(pattern).matches(message);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "``;anything;true",
                "ERROR;[ERROR] A fatal exception has occurred;true",
                "ERROR;Exiting with ERRORCODE: -1;true",
                "ERROR;error;false",
                "ERROR - Exiting;Exiting with ERRORCODE: -1;false",
                "ERROR -\"Exiting\";[ERROR] other;true",
                "ERROR Exception;[ERROR] Caught IllegalArgumentException;true",
                "ERROR Exception;[ERROR] Caught;false",
                "\"Failed to process\";[WARN] Failed to process the request;true",
                "\"Failed to process\";[WARN] Failed: to process;false",
                "?ERROR ?WARN;WARN message;true",
                "?ERROR ?WARN;INFO message;false",
                "ERROR -WARN;ERROR WARN message;false",
                "ERROR -WARN;ERROR message;true",
                "?ERROR ?\"task timed out\";2026 task timed out after 3 s;true",
                "%AUTHORIZED%;[ERROR 401] UNAUTHORIZED REQUEST;true",
                "%^[hc]at%;the cat;false",
                "%\\d{1,3}\\.\\d{1,3}%;at 10.0;true",
                "-%[Dd]ebug%;a Debug line;false",
            })
    void terms(String pattern, String message, boolean expected) {
        assertThat(matches(pattern, message)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "{ $.eventType = \"UpdateTrail\" };true",
                "{ $.eventType = Update* };true",
                "{ $.eventType = *Trail };true",
                "{ $.eventType = \"*pdateTr*\" };true",
                "{ $.eventType = \"Up*il\" };false",
                "{ $.sourceIPAddress != 123.123.* };true",
                "{ $.sourceIPAddress != 111.111.* };false",
                "{ $.arrayKey[0] = \"value\" };true",
                "{ $.arrayKey = \"value\" };false",
                "{ $.arrayKey != \"value\" };false",
                "{ $.arrayKey[*] = \"another value\" };true",
                "{ $.objectList[1].id = 2 };true",
                "{ $.objectList[*].id > 1 };true",
                "{ $.objectList[*].id > 2 };false",
                "{ $.SomeObject IS NULL };true",
                "{ $.eventType IS NULL };false",
                "{ $.SomeOtherObject NOT EXISTS };true",
                "{ $.SomeObject NOT EXISTS };false",
                "{ $.ThisFlag IS TRUE };true",
                "{ $.ThisFlag IS FALSE };false",
                "{ $.latency >= 512.5 };true",
                "{ $.latency > +5.12e2 };true",
                "{ $.latency < 10e-3 };false",
                "{ $.latency = * };true",
                "{ $.missing = * };false",
                "{ $.missing != 1 };false",
                "{ $.eventType = %Up[a-z]+Trail% };true",
                "{ $.['dotted.key'] = yes };true",
                "{ $.eventType = \"UpdateTrail\" && $.latency < 100 };false",
                "{ ($.eventType = nothing) || ($.latency > 100 && $.ThisFlag IS TRUE) };true",
            })
    void json(String pattern, boolean expected) {
        assertThat(matches(pattern, TRAIL)).isEqualTo(expected);
        assertThat(matches(pattern, "no json: " + TRAIL)).isFalse();
    }

    @Test
    void andBindsCloserThanOr() {
        assertThat(matches("{ ($.user.id = 1) && ($.users[0].email = \"John.Doe@example.com\") }", COMPOUND))
                .isTrue();
        assertThat(matches(
                        "{ ($.user.id = 2 && $.users[0].email = \"nonmatch\") || $.actions[2] = \"GET\" }", COMPOUND))
                .isFalse();
        String either = "$.user.email = \"John.Stiles@example.com\" || $.coordinates[0][1] = nonmatch";
        assertThat(matches("{ " + either + " && $.actions[2] = nomatch }", COMPOUND))
                .isTrue();
        assertThat(matches("{ (" + either + ") && $.actions[2] = nomatch }", COMPOUND))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[ip, user, username, timestamp, request, status_code, bytes];true",
                "[ip, user, username, timestamp, request, status_code];false",
                "[ip, user, username, timestamp, request, status_code, bytes > 1000];true",
                "[ip, user, username, timestamp, request, status_code, bytes > 1534];false",
                "[ip, user, username, timestamp, request = *html*, status_code = 4*, bytes];true",
                "[ip, user, username, timestamp, request, status_code = 4* && status_code != 403, bytes];true",
                "[..., status_code = 4*, bytes];true",
                "[ip, user, ..., status_code = 403 || status_code = 404, bytes];true",
                "[ip, user, ...];true",
                "[ip != 127.*, ...];false",
                "[..., status_code = %4\\d\\d%, bytes];true",
            })
    void delimited(String pattern, boolean expected) {
        assertThat(matches(pattern, ACCESS)).isEqualTo(expected);
    }

    @Test
    void wordsAreFieldsToo() {
        assertThat(matches("[w1=ERROR, w2]", "ERROR WARN message")).isFalse();
        assertThat(matches("[w1=ERROR, w2]", "ERROR message")).isTrue();
        assertThat(matches("[w1=ERROR || w1=WARN, w2]", "WARN message")).isTrue();
    }

    @Test
    void showsWhatItHasExtracted() {
        FilterPattern fields = FilterPattern.parse("[..., request=*.html*, status_code=4*,]");
        assertThat(fields.extracted(fields.match(ACCESS).orElseThrow()))
                .isEqualTo(Map.of(
                        "$1", "127.0.0.1",
                        "$2", "-",
                        "$3", "frank",
                        "$4", "10/Oct/2000:13:25:15 -0700",
                        "$request", "GET /index.html HTTP/1.0",
                        "$status_code", "404",
                        "$7", "1534"));
        FilterPattern json = FilterPattern.parse("{ $.latency > 1 }");
        FilterPattern.Match match = json.match(TRAIL).orElseThrow();
        assertThat(json.extracted(match)).isEqualTo(Map.of("$.latency", "512.5"));
        assertThat(match.value("$.objectList[1].name")).contains("b");
        assertThat(match.value("$.objectList")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "{ $.a = };too early",
                "{ $.a };unexpected|too early",
                "{ $.a = 1 ;} is missing",
                "[a, b;] is missing",
                "[..., a, ...];more than one ellipsis",
                "foo-bar;Invalid character(s) in term 'foo-bar'",
                "\"open;is not closed",
                "%(a|b)%;'(' is not supported",
                "%[a%;%[a%",
                "{ $.a > b };> needs a number",
                "{ $.a = %x% && $.b = %y% && $.c = %z% };at most 2",
            })
    void refuses(String pattern, String words) {
        assertThatThrownBy(() -> FilterPattern.parse(pattern))
                .isInstanceOf(BadPattern.class)
                .satisfies(bad -> assertThat(words.split("\\|"))
                        .anyMatch(part -> bad.getMessage().contains(part)));
    }
}
