/// The services, a package each, in districts. They meet each other by ARN, in `ports`.
@NullMarked
package io.windtunnel.cloud;

import org.jspecify.annotations.NullMarked;
