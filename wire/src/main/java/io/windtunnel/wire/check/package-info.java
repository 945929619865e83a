/// For tests: whether a service's face fits its model.
@NullMarked
package io.windtunnel.wire.check;

import org.jspecify.annotations.NullMarked;
