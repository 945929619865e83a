/// What drives the cloud: the only place that starts threads, and the clockwork behind wall time.
@NullMarked
package io.windtunnel.fabric.run;

import org.jspecify.annotations.NullMarked;
