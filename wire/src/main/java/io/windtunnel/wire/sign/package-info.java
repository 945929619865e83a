/// AWS's Signature Version 4: whose a request is, and whether it is who it says.
@NullMarked
package io.windtunnel.wire.sign;

import org.jspecify.annotations.NullMarked;
