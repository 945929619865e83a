/// Certificates of a local authority, so that TLS can be spoken without a name of one's own.
@NullMarked
package io.windtunnel.fabric.tls;

import org.jspecify.annotations.NullMarked;
