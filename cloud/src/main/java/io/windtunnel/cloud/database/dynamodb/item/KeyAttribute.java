package io.windtunnel.cloud.database.dynamodb.item;

/// One attribute of a key: its name and type.
public record KeyAttribute(String name, KeyType type) {
    /// The types a key attribute may have.
    public enum KeyType {
        S,
        N,
        B;

        /// Whether `value` is of this type.
        public boolean holds(Value value) {
            return switch (this) {
                case S -> value instanceof Value.Text;
                case N -> value instanceof Value.Number;
                case B -> value instanceof Value.Binary;
            };
        }
    }
}
