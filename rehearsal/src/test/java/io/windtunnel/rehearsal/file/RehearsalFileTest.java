package io.windtunnel.rehearsal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.rehearsal.plan.Boot;
import io.windtunnel.rehearsal.plan.Change;
import io.windtunnel.rehearsal.plan.Consumer;
import io.windtunnel.rehearsal.plan.Deed;
import io.windtunnel.rehearsal.plan.Distribution;
import io.windtunnel.rehearsal.plan.Fault;
import io.windtunnel.rehearsal.plan.Metric;
import io.windtunnel.rehearsal.plan.Operation;
import io.windtunnel.rehearsal.plan.Pacing;
import io.windtunnel.rehearsal.plan.RehearsalPlan;
import io.windtunnel.rehearsal.plan.Step;
import io.windtunnel.rehearsal.plan.ValueTemplate;
import io.windtunnel.rehearsal.plan.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Reading a rehearsal file: what it means, and what is said of one that means nothing.
class RehearsalFileTest {
    private static final String WHOLE = """
            rehearsal: Survive
            region: eu-west-1
            speed: 2
            seed: 7
            designs:
              two: { template: site.yaml, parameters: { Zones: 2, Subnets: [a, b] } }
            stand-ins:
              WebServer:
                listen: 80
                boot: 45 s
                serve:
                  - on: GET /
                    take: p50 20 ms p99 200 ms
                    workers: 1
                  - on: /orders/{id}
                    take: 5 ms
                    status: 201
                    headers: { X-Shop: "1" }
            traffic:
              shoppers:
                to: "{SiteUrl}"
                from: b
                send:
                  - { request: GET /, weight: 3 }
                  - "POST /orders/{zipf 1..1000}"
                rate: [ 100/s for 60 s, 100/s..1k/s over 2 min ]
                pacing: poisson
                timeout: 2 s
            faults:
              - { at: 20 s, for: 20 s, do: zone-outage, zone: a }
            promises:
              - availability >= 99.9 %
              - p99.9 <= 250 ms
              - missed <= 10
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void template() throws IOException {
        Files.writeString(folder.resolve("site.yaml"), "Resources: {}");
    }

    private RehearsalPlan parse(String text) throws BadFile {
        return RehearsalFile.parse(text, folder.resolve("rehearsal.yaml"));
    }

    @Test
    void means_what_it_says() throws BadFile {
        RehearsalPlan plan = parse(WHOLE);

        assertThat(plan.title()).isEqualTo("Survive");
        assertThat(plan.region()).isEqualTo(new Region("eu-west-1"));
        assertThat(plan.speed()).isEqualTo(2);
        assertThat(plan.seed()).isEqualTo(7);
        assertThat(plan.designs().getFirst().parameters()).isEqualTo(Map.of("Zones", "2", "Subnets", "a,b"));
        var standIn = plan.standIns().getFirst();
        assertThat(standIn.boot()).isEqualTo(Boot.parse("45 s"));
        assertThat(standIn.restart()).isEqualTo(standIn.boot());
        assertThat(standIn.workers()).isNull();
        assertThat(standIn.serve().get(0).take()).isInstanceOf(Distribution.Lognormal.class);
        assertThat(standIn.serve().get(1).on().matches("PUT", "/orders/8?x=1")).isTrue();
        assertThat(standIn.serve().get(1).workers()).isNull();
        var shoppers = plan.traffic().getFirst();
        assertThat(shoppers.from()).isEqualTo(Place.in(new Region("eu-west-1").zone("b")));
        assertThat(shoppers.pacing()).isEqualTo(Pacing.POISSON);
        assertThat(shoppers.rate().total()).isEqualTo(6_000 + 66_000);
        assertThat(shoppers.send()).hasSize(2);
        assertThat(plan.windLasts()).isEqualTo(Duration.ofSeconds(180));
        assertThat(plan.faults().getFirst().fault()).isEqualTo(new Fault.ZoneOutage(new Region("eu-west-1").zone("a")));
        assertThat(plan.promises())
                .extracting(promise -> promise.metric())
                .containsExactly(Metric.AVAILABILITY, Metric.P99_9, Metric.MISSED);
    }

    @Test
    void a_date_of_its_own_brings_a_lead() throws BadFile {
        RehearsalPlan dated = parse(WHOLE + "starts: 2026-11-27 09:00\n");
        RehearsalPlan longer = parse(WHOLE + "starts: 2026-11-27T09:00:30Z\nlead: 1 h\n");

        assertThat(parse(WHOLE).starts()).isNull();
        assertThat(parse(WHOLE).lead()).isZero();
        assertThat(dated.starts()).isEqualTo(Instant.parse("2026-11-27T09:00:00Z"));
        assertThat(dated.lead()).isEqualTo(RehearsalPlan.DEFAULT_LEAD);
        assertThat(longer.starts()).isEqualTo(Instant.parse("2026-11-27T09:00:30Z"));
        assertThat(longer.lead()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void operators_change_parameters_while_the_wind_blows() throws BadFile {
        var changes = parse(WHOLE + "changes: [ { at: 30 s, parameters: { Type: m5.2xlarge, Zones: [a, b] } } ]\n")
                .changes();

        assertThat(changes)
                .containsExactly(new Change(
                        Duration.ofSeconds(30),
                        null,
                        new Deed.UpdateStack(Map.of("Type", "m5.2xlarge", "Zones", "a,b"))));
        assertThat(changes.getFirst().concerns("two")).isTrue();
    }

    @Test
    void a_promise_may_be_about_one_stream() throws BadFile {
        var promise = parse(WHOLE.replace("missed <= 10", "missed of shoppers <= 1 %"))
                .promises()
                .getLast();

        assertThat(promise.stream()).isEqualTo("shoppers");
        assertThat(promise.holds(0.01)).isTrue();
        assertThat(promise.holds(0.011)).isFalse();
    }

    @Test
    void a_boot_may_weigh_the_image_and_workers_the_machine() throws BadFile {
        var standIn = parse(
                        WHOLE.replace("boot: 45 s", "boot: 30 s + 5 s/GiB\n    restart: 12 s\n    workers: 2 per vCPU"))
                .standIns()
                .getFirst();

        assertThat(standIn.boot().draw(new SplittableRandom(1), 30)).isEqualTo(Duration.ofSeconds(180));
        assertThat(standIn.restart().draw(new SplittableRandom(1), 30)).isEqualTo(Duration.ofSeconds(12));
        assertThat(standIn.workers()).isEqualTo(new Workers(2, true));
        assertThat(standIn.workers().on(4)).isEqualTo(8);
    }

    @Test
    void tables_are_deleted_backed_up_and_restored_and_regions_cut_off() throws BadFile {
        var plan = parse(WHOLE.replace("seed: 7", """
                changes:
                  - { at: 20 s, do: back-up-table, table: Orders }
                  - { at: 75 s, design: two, do: restore-table, table: Orders, takes: 20 s }
                """.strip())
                .replace("- { at: 20 s, for: 20 s, do: zone-outage, zone: a }", """
                - { at: 60 s, do: delete-table, table: Orders }
                  - { at: 10 s, for: 20 s, do: region-isolation, region: us-west-2 }
                  - { at: 10 s, for: 20 s, do: "aws:dynamodb:global-table-pause-replication", table: Orders }
                """.strip()));

        assertThat(plan.changes())
                .extracting(Change::deed)
                .containsExactly(
                        new Deed.BackUpTable("Orders"), new Deed.RestoreTable("Orders", Duration.ofSeconds(20)));
        assertThat(plan.faults())
                .extracting(strike -> strike.fault().words())
                .containsExactly(
                        "table Orders is deleted", "us-west-2 is cut off", "replication of table Orders stands still");
    }

    @Test
    void a_stand_in_may_call_services_and_consume() throws BadFile {
        var standIn = parse(WHOLE.replace("boot: 45 s", """
                consume:
                      - { queue: Placed, batch: 5, workers: 2, take: 10 ms, fails: 1 %, steps: [
                          { put: { table: Orders, item: { id: "{id}", n: 3, ok: true, at: [ "{now}" ] } } } ] }
                """.indent(4).strip())
                        .replace("status: 201", """
                steps:
                          - send: { queue: Placed, body: { id: "{id}" }, group: "{id}", delay: 2 s }
                          - get: { table: Orders, key: { id: "{id}" }, consistent: true, absent: 202, region: us-west-2 }
                          - put: { bucket: Receipts, key: "r/{id}", body: 'of {"id"}', attempts: 1 }
                """.indent(8).strip()))
                .standIns()
                .getFirst();

        Consumer consumer = standIn.consume().getFirst();
        assertThat(consumer.queue()).isEqualTo("Placed");
        assertThat(consumer.batch()).isEqualTo(5);
        assertThat(consumer.fails()).isEqualTo(0.01);
        assertThat(consumer.steps().getFirst().operation()).isEqualTo(new Operation.PutItem("Orders", item(), false));
        List<Step> steps = standIn.serve().getLast().steps();
        assertThat(steps)
                .extracting(Step::words)
                .containsExactly("send Placed", "get Orders in us-west-2", "put Receipts");
        assertThat(steps.get(2).attempts()).isEqualTo(1);
        assertThat(steps.get(2).operation().names()).containsExactly("id");
        assertThat(standIn.meetsServices()).isTrue();
    }

    private static ValueTemplate.Members item() {
        Map<String, ValueTemplate> item = new java.util.LinkedHashMap<>();
        item.put("id", ValueTemplate.text("{id}"));
        item.put("n", new ValueTemplate.Number("3"));
        item.put("ok", new ValueTemplate.Truth(true));
        item.put("at", new ValueTemplate.Items(List.of(ValueTemplate.text("{now}"))));
        return new ValueTemplate.Members(item);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rehearsal: Survive        | rehersal: x                | 1  | 1  | stand-ins, traffic, changes, faults, promises; did you mean `rehearsal`?
            region: eu-west-1         | region: mars               | 2  | 9  | not a Region code: mars
            speed: 2                  | speed: 0                   | 3  | 8  | found `0`, expected scenario seconds per wall second: above 0, at most 100
            seed: 7                   | seed: x                    | 4  | 7  | found `x`, expected a whole number
            template: site.yaml,      | template: none.yaml,       | 6  | 20 | found `none.yaml`, expected a template that exists
            template: site.yaml,      | template: site.yaml, quotas: { L-1: 2 }, | 6 | 41 | found `L-1`, expected a service's code and a quota's, such as
            template: site.yaml,      | template: site.yaml, quotas: { ec2/L-1216C47A: lots }, | 6 | 57 | found `lots`, expected the quota's value
            pacing: poisson           | clients: 0                 | 27 | 14 | found `0`, expected from 1 to 1,000 clients
            listen: 80                | listen: 99999              | 9  | 13 | found `99999`, expected a port from 1 to 65535
            seed: 7                   | starts: tomorrow           | 4  | 9  | found `tomorrow`, expected a date and time in UTC, such as `2026-11-27 09:00`
            seed: 7                   | starts: 2026-13-27 09:00   | 4  | 9  | expected a date and time in UTC
            seed: 7                   | lead: 9 h                  | 4  | 7  | found `9 h`, expected a time of at most 6 h
            listen: 80                | workers: none              | 9  | 14 | found `none`, expected a number of workers, such as `4` or `2 per vCPU`
            boot: 45 s                | boot: 30 s + 5/GiB         | 10 | 11 | found `30 s + 5/GiB`, expected a time with its unit
            boot: 45 s                | boot: 45                   | 10 | 11 | found `45`, expected a time with its unit, such as `45 s`, `20 ms` or `2 min`
            take: p50 20 ms p99 200 ms | take: 20 lightyears       | 13 | 15 | expected a unit of time (ns, us, ms, s, min, h or d) instead of `lightyears`
            take: p50 20 ms p99 200 ms | tkae: 20 ms               | 13 | 9  | did you mean `take`?
            take: p50 20 ms p99 200 ms | steps: [ { query: { } } ] | 13 | 20 | step `query` is not built yet
            take: p50 20 ms p99 200 ms | steps: [ { putt: { } } ] | 13 | 20 | found `putt`, expected one of send, publish, put, get, delete; did you mean `put`?
            take: p50 20 ms p99 200 ms | steps: [ { put: { item: { id: x } } } ] | 13 | 25 | expected `table` or `bucket` with a logical id
            take: p50 20 ms p99 200 ms | steps: [ { put: { table: T } } ] | 13 | 25 | `item` is missing: expected the item's attributes
            take: p50 20 ms p99 200 ms | steps: [ { put: { table: T, itme: { id: x } } } ] | 13 | 37 | did you mean `item`?
            take: p50 20 ms p99 200 ms | steps: [ { get: { cache: C, key: k } } ] | 13 | 27 | `get` of a cache is not built yet
            take: p50 20 ms p99 200 ms | steps: [ { send: { queue: Q, body: "{user}" } } ] | 13 | 18 | found `{user}`, expected one of {uuid}, {now}, {number}
            take: p50 20 ms p99 200 ms | steps: [ { send: { queue: Q, body: x, attempts: 11 } } ] | 13 | 57 | expected from 1 to 10 attempts
            take: p50 20 ms p99 200 ms | steps: [ { send: { queue: Q, body: x, timeout: 0 s } } ] | 13 | 56 | expected a time above zero
            listen: 80                | consume: [ { batch: 3 } ]  | 9  | 16 | `queue` is missing: expected the logical id of a queue
            listen: 80                | consume: [ { queue: Q, batch: 11 } ] | 9 | 35 | expected a batch of 1 to 10 messages
            listen: 80                | consume: [ { queue: Q, fails: 101 % } ] | 9 | 35 | expected a percentage of at most 100 %
            listen: 80                | designs: [ two ]           | 9  | 5  | `designs` is for a stand-in with `stands`
            listen: 80                | designs: [ three ]         | 9  | 16 | found `three`, expected one of two
            listen: 80                | stands: moon               | 9  | 13 | expected a zone: a letter `a` to `f`
            to: "{SiteUrl}"           | to: shop                   | 21 | 9  | expected a URL that begins with http://, or a stack output in braces
            from: b                   | from: moon                 | 22 | 11 | expected a zone: a letter `a` to `f`, or a name such as `us-east-1a`
            {zipf 1..1000}            | {zipf 9..1}                | 25 | 9  | expected a range whose end is not below its begin
            100/s for 60 s            | 100 for 60 s               | 26 | 13 | found `100 for 60 s`, expected a rate, such as `100/s`, `2k/s` or `6000/min`
            pacing: poisson           | pacing: steady             | 27 | 13 | found `steady`, expected `even` or `poisson`
            do: zone-outage           | do: zone-outtage           | 30 | 32 | did you mean `zone-outage`?
            do: zone-outage           | do: aws:rds:reboot-db-instances | 30 | 32 | fault `aws:rds:reboot-db-instances` is not built yet
            do: zone-outage, zone: a  | do: region-isolation       | 30 | 5  | `region` is missing: expected the Region that is cut off
            do: zone-outage, zone: a  | do: delete-table           | 30 | 5  | `table` is missing: expected the logical id of a table
            seed: 7                   | changes: [ { at: 1 s, do: restore } ] | 4 | 27 | found `restore`, expected one of back-up-table, restore-table
            seed: 7                   | changes: [ { at: 1 s, do: restore-table } ] | 4 | 12 | `table` is missing
            , zone: a                 | ''                         | 30 | 5  | `zone` is missing: expected the zone that goes dark, such as `a`
            availability >= 99.9 %    | availability >= 99.9       | 32 | 5  | found `availability >= 99.9`, expected a percentage, such as `99.9 %`
            availability >= 99.9 %    | avialability >= 99.9 %     | 32 | 5  | did you mean `availability`?
            p99.9 <= 250 ms           | p99.9 ~ 250 ms             | 33 | 5  | expected a promise: a metric, an operator
            missed <= 10              | p99 of shopers <= 1 s      | 34 | 5  | did you mean `shoppers`?
            missed <= 10              | rto of shoppers <= 1 s     | 34 | 5  | expected `rto` of the whole design, not of one stream
            seed: 7                   | changes: [ { at: 1 s, design: three, parameters: { Zones: 3 } } ] | 4 | 31 | found `three`, expected one of two
            seed: 7                   | changes: [ { at: 1 s } ]   | 4  | 12 | `parameters` is missing
            missed <= 10              | hit-ratio >= 90 %          | 34 | 5  | promise `hit-ratio` is not built yet
            missed <= 10              | cost <= 2 EUR/hour         | 34 | 5  | expected an amount, such as `2 USD/hour`
            """)
    void names_line_and_expectation(String right, String wrong, int line, int column, String message) {
        String text = WHOLE.replace(right, wrong);
        assertThat(text).isNotEqualTo(WHOLE);

        BadFile bad = catchThrowableOfType(BadFile.class, () -> parse(text));

        assertThat(bad.problems()).anySatisfy(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(List.of(problem.line(), problem.column())).isEqualTo(List.of(line, column));
        });
    }

    @Test
    void tells_everything_that_is_wrong_at_once() {
        String text = WHOLE.replace("seed: 7", "seed: x")
                .replace("boot: 45 s", "boot: soon")
                .replace("for 60 s", "");

        BadFile bad = catchThrowableOfType(BadFile.class, () -> parse(text));

        assertThat(bad.problems()).extracting(Problem::line).containsExactly(4, 10, 26);
        assertThat(bad.getMessage()).contains("rehearsal.yaml:10:11: found `soon`");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''             | 1 | found an empty file
            [1, 2]         | 1 | found a list, expected a mapping
            'a: [1'        | 1 | not YAML
            'rehearsal: x' | 1 | `designs` is missing
            'speed: 1\\nspeed: 2' | 2 | speed
            """)
    void refuses_what_is_no_rehearsal(String text, int line, String message) {
        assertThatThrownBy(() -> parse(text.replace("\\n", "\n")))
                .isInstanceOfSatisfying(
                        BadFile.class,
                        bad -> assertThat(bad.problems()).anySatisfy(problem -> {
                            assertThat(problem.message()).contains(message);
                            assertThat(problem.line()).isEqualTo(line);
                        }));
    }

    @Test
    void reads_a_recorded_day() throws Exception {
        Files.writeString(folder.resolve("day.csv"), "second,rate\n0,10\n10,30\n20,30\n");

        RehearsalPlan plan = parse(WHOLE.replace("100/s for 60 s, 100/s..1k/s over 2 min", "csv day.csv"));

        assertThat(plan.traffic().getFirst().rate().total()).isEqualTo(200 + 300);
    }
}
