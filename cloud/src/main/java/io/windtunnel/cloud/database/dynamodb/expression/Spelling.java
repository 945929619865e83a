package io.windtunnel.cloud.database.dynamodb.expression;

import io.windtunnel.cloud.database.dynamodb.item.Value;
import java.util.Base64;

/// Values as DynamoDB's messages spell them: `{S:a}`.
final class Spelling {
    private Spelling() {}

    static String of(Value value) {
        return "{" + value.type() + ":" + content(value) + "}";
    }

    private static String content(Value value) {
        return switch (value) {
            case Value.Text text -> text.text();
            case Value.Number number -> number.text();
            case Value.Binary binary -> Base64.getEncoder().encodeToString(binary.bytes());
            case Value.Bool bool -> String.valueOf(bool.value());
            case Value.Null _ -> "true";
            case Value.TextSet set -> set.elements().toString();
            case Value.NumberSet set ->
                set.elements().stream().map(Value.Number::text).toList().toString();
            case Value.BinarySet set ->
                set.elements().stream()
                        .map(element -> Base64.getEncoder().encodeToString(element.bytes()))
                        .toList()
                        .toString();
            case Value.ListValue list ->
                list.elements().stream().map(Spelling::of).toList().toString();
            case Value.MapValue map -> {
                StringBuilder text = new StringBuilder();
                map.attributes()
                        .forEach((name, held) -> text.append(name).append('=').append(of(held)));
                yield text.toString();
            }
        };
    }
}
