package io.windtunnel.wire.bind;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Says that a type reads and writes its shape itself, in JSON and CBOR.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface CodedBy {
    /// Who does it for the type; it must have a constructor without parameters.
    Class<? extends ShapeCodec<?>> value();
}
