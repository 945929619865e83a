/// AWS's protocols: which part of an HTTP message holds what, and how an error looks. They share the codecs.
@NullMarked
package io.windtunnel.wire.protocol;

import org.jspecify.annotations.NullMarked;
