/// Storage: where a design's files are.
@NullMarked
package io.windtunnel.cloud.storage;

import org.jspecify.annotations.NullMarked;
