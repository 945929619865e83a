/// Access policies as documents: what services that keep one do alike. Nothing here decides about access.
@NullMarked
package io.windtunnel.cloud.policy;

import org.jspecify.annotations.NullMarked;
