/// Who and where: accounts, Regions, Availability Zones, ARNs and places.
@NullMarked
package io.windtunnel.kernel.identity;

import org.jspecify.annotations.NullMarked;
