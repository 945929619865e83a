/// AWS's API models as the wire sees them: services, operations and the graph of shapes they exchange, read on demand
/// from a packed resource.
@NullMarked
package io.windtunnel.wire.model;

import org.jspecify.annotations.NullMarked;
