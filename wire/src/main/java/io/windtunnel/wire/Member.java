package io.windtunnel.wire;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Names the model's member a record component stands for, where the component's own name with an upper-case or
/// lower-case first letter is not it.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Member {
    /// The member's name, exactly as in the model.
    String value();
}
