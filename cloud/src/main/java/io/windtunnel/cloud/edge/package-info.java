/// The edge: where requests enter a design.
@NullMarked
package io.windtunnel.cloud.edge;

import org.jspecify.annotations.NullMarked;
