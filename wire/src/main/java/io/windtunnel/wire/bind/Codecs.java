package io.windtunnel.wire.bind;

import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;

/// The codecs that types name by [CodedBy], one instance each.
public final class Codecs {
    private static final ClassValue<Found> FOUND = new ClassValue<>() {
        @Override
        protected Found computeValue(Class<?> type) {
            CodedBy named = type.getAnnotation(CodedBy.class);
            return new Found(named == null ? null : open(named.value()));
        }
    };

    private record Found(@Nullable ShapeCodec<?> codec) {}

    private Codecs() {}

    /// The codec of `type`, or null where it names none.
    @SuppressWarnings("unchecked") // a codec is only given values of the type that named it
    public static @Nullable ShapeCodec<Object> of(Class<?> type) {
        return (ShapeCodec<Object>) FOUND.get(type).codec();
    }

    private static ShapeCodec<?> open(Class<? extends ShapeCodec<?>> codec) {
        try {
            Constructor<? extends ShapeCodec<?>> constructor = codec.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new BindingException("%s cannot be made: %s".formatted(codec.getName(), e));
        }
    }
}
