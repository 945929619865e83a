package io.windtunnel.wire.codec;

import io.windtunnel.wire.model.TimestampFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;

/// Moments as AWS writes them.
///
/// Source: https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait
final class Timestamps {
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);
    /// The moments `DATE_TIME` can spell: years 0001 to 9999.
    private static final long EARLIEST = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long LATEST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendLiteral('Z')
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter HTTP_DATE = new DateTimeFormatterBuilder()
            .appendPattern("EEE, dd MMM uuuu HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendLiteral(" GMT")
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);

    private Timestamps() {}

    /// @throws Malformed when `text` is not a moment in `format`
    static Instant parse(String text, TimestampFormat format) {
        try {
            return switch (format) {
                case DATE_TIME, DATE_TIME_MILLIS -> moment(text, DATE_TIME);
                case HTTP_DATE -> moment(text, HTTP_DATE);
                case EPOCH_SECONDS -> ofEpochSeconds(Scalars.decimal(text));
            };
        } catch (DateTimeException e) {
            throw new Malformed("'%s' is not a timestamp".formatted(Scalars.excerpt(text)));
        }
    }

    private static Instant moment(String text, DateTimeFormatter format) {
        return format.parse(text, LocalDateTime::from).toInstant(ZoneOffset.UTC);
    }

    /// @throws Malformed when it is out of the range of years 1 to 9999
    static Instant ofEpochSeconds(BigDecimal seconds) {
        if (seconds.compareTo(BigDecimal.valueOf(EARLIEST)) < 0 || seconds.compareTo(BigDecimal.valueOf(LATEST)) > 0)
            throw new Malformed("A timestamp is out of range");
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        long nanos = seconds.subtract(whole).multiply(NANOS).longValue();
        return Instant.ofEpochSecond(whole.longValueExact(), nanos);
    }

    /// The moment in `format`, to the millisecond and without a fraction where that is zero.
    static String format(Instant moment, TimestampFormat format) {
        Instant rounded = moment.truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        return switch (format) {
            case DATE_TIME -> dateTime(rounded);
            case DATE_TIME_MILLIS -> dateTimeMillis(rounded);
            case HTTP_DATE -> httpDate(rounded);
            case EPOCH_SECONDS -> epochSeconds(rounded).toPlainString();
        };
    }

    /// Seconds since 1970, to the millisecond.
    static BigDecimal epochSeconds(Instant moment) {
        BigDecimal millis = BigDecimal.valueOf(moment.toEpochMilli(), 3).stripTrailingZeros();
        return millis.scale() < 0 ? millis.setScale(0, RoundingMode.UNNECESSARY) : millis;
    }

    private static String dateTime(Instant moment) {
        if (moment.getNano() == 0) return moment.toString();
        String text = moment.toString(); // three digits of fraction, of which trailing zeros go
        int end = text.length() - 1;
        while (text.charAt(end - 1) == '0') end--;
        return text.substring(0, end) + "Z";
    }

    private static String dateTimeMillis(Instant moment) {
        String text = moment.toString();
        return moment.getNano() == 0 ? text.substring(0, text.length() - 1) + ".000Z" : text;
    }

    private static String httpDate(Instant moment) {
        return HTTP_DATE.format(moment.atOffset(ZoneOffset.UTC));
    }
}
