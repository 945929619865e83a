/// What the messaging services do alike, and no service itself.
@NullMarked
package io.windtunnel.cloud.messaging.common;

import org.jspecify.annotations.NullMarked;
