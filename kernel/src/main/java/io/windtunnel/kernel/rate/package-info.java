/// How much may pass: rate limits as AWS applies them.
@NullMarked
package io.windtunnel.kernel.rate;

import org.jspecify.annotations.NullMarked;
