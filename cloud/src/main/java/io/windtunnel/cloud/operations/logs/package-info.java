@NullMarked
package io.windtunnel.cloud.operations.logs;

import org.jspecify.annotations.NullMarked;
