package io.windtunnel.fabric.storage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.jsontype.impl.DefaultTypeResolverBuilder;

/// Records to bytes and back, as JSON: a row in a data directory can be read by a person, and a member
/// that a newer version added is simply absent in an older row. A value of a sealed type carries its
/// class's name.
final class RecordCodec {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
            .setDefaultTyping(new SealedTypes())
            .build();

    /// Puts the class's name into values whose declared type is a sealed interface of ours, and nowhere
    /// else.
    private static final class SealedTypes extends DefaultTypeResolverBuilder {
        SealedTypes() {
            super(
                    BasicPolymorphicTypeValidator.builder()
                            .allowIfSubType("io.windtunnel.")
                            .build(),
                    DefaultTyping.NON_FINAL,
                    JsonTypeInfo.As.PROPERTY,
                    JsonTypeInfo.Id.CLASS,
                    "@class");
        }

        @Override
        public boolean useForType(JavaType type) {
            Class<?> raw = type.getRawClass();
            if (!raw.getName().startsWith("io.windtunnel.")) return false;
            if (raw.isSealed()) return true;
            for (Class<?> parent : raw.getInterfaces()) if (parent.isSealed()) return true;
            return false;
        }
    }

    private RecordCodec() {}

    static byte[] encode(Record value) {
        return MAPPER.writeValueAsBytes(value);
    }

    static <V extends Record> V decode(String store, byte[] bytes, Class<V> type) {
        try {
            return MAPPER.readValue(bytes, type);
        } catch (JacksonException e) {
            throw new StorageException("a row of " + store + " cannot be read as " + type.getSimpleName(), e);
        }
    }
}
