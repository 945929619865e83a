package io.windtunnel.cloud.database.dynamodb.item;

import io.windtunnel.wire.bind.CodedBy;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// A value of one of DynamoDB's ten types. Two values are equal when DynamoDB's `=` says so: numbers by
/// their value, binaries by their bytes, sets and maps whatever the order of their parts.
///
/// A value is immutable; who hands in an array or a collection must not change it any more.
@CodedBy(ValueCodec.class)
public sealed interface Value {
    /// How deep lists and maps may be nested. Source: DynamoDB's service quotas, "Nested attribute
    /// depth".
    int DEPTH_LIMIT = 32;

    /// The value's type.
    Type type();

    /// The types, by the names they have on the wire and in `attribute_type`.
    enum Type {
        S,
        N,
        B,
        SS,
        NS,
        BS,
        M,
        L,
        NULL,
        BOOL
    }

    /// A string.
    record Text(String text) implements Value {
        @Override
        public Type type() {
            return Type.S;
        }
    }

    /// A number of at most 38 significant digits, without trailing zeros, so that equal numbers are
    /// equal records.
    record Number(BigDecimal value) implements Value, Comparable<Number> {
        public Number {
            value = Numbers.normal(value);
        }

        /// The number a client spells so.
        ///
        /// @throws io.windtunnel.wire.AwsException when it is none, or out of DynamoDB's range or
        /// precision
        public static Number parse(String text) {
            return new Number(Numbers.parse(text));
        }

        public static Number of(long value) {
            return new Number(BigDecimal.valueOf(value));
        }

        /// The number as DynamoDB spells it: plain digits, without an exponent.
        public String text() {
            return Numbers.text(value);
        }

        @Override
        public String toString() {
            return "Number[" + text() + "]";
        }

        @Override
        public int compareTo(Number other) {
            return value.compareTo(other.value);
        }

        @Override
        public Type type() {
            return Type.N;
        }
    }

    /// A string of bytes.
    @SuppressWarnings("ArrayRecordComponent") // equality is by content, below
    record Binary(byte[] bytes) implements Value, Comparable<Binary> {
        @Override
        public Type type() {
            return Type.B;
        }

        @Override
        public int compareTo(Binary other) {
            return Arrays.compareUnsigned(bytes, other.bytes);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Binary binary && Arrays.equals(bytes, binary.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Binary[" + HexFormat.of().formatHex(bytes) + "]";
        }
    }

    /// A truth value.
    record Bool(boolean value) implements Value {
        public static final Bool TRUE = new Bool(true);
        public static final Bool FALSE = new Bool(false);

        public static Bool of(boolean value) {
            return value ? TRUE : FALSE;
        }

        @Override
        public Type type() {
            return Type.BOOL;
        }
    }

    /// The null value, which is a value and not the absence of one.
    record Null() implements Value {
        public static final Null NULL = new Null();

        @Override
        public Type type() {
            return Type.NULL;
        }
    }

    /// A set of strings, never empty, in the order it was sent.
    record TextSet(Set<String> elements) implements Value {
        @Override
        public Type type() {
            return Type.SS;
        }
    }

    /// A set of numbers, never empty, in the order it was sent.
    record NumberSet(Set<Number> elements) implements Value {
        @Override
        public Type type() {
            return Type.NS;
        }
    }

    /// A set of binaries, never empty, in the order it was sent.
    record BinarySet(Set<Binary> elements) implements Value {
        @Override
        public Type type() {
            return Type.BS;
        }
    }

    /// A list of values of any types.
    record ListValue(List<Value> elements) implements Value {
        @Override
        public Type type() {
            return Type.L;
        }
    }

    /// A map of values of any types.
    record MapValue(Item attributes) implements Value {
        @Override
        public Type type() {
            return Type.M;
        }
    }
}
