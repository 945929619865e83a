/// Bytes to values and back, by shape: JSON and CBOR, XML, query parameters, and the parts of an HTTP message.
@NullMarked
package io.windtunnel.wire.codec;

import org.jspecify.annotations.NullMarked;
