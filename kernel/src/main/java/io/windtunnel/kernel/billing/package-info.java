/// What usage costs: prices in tiers. Pure; which price belongs to which usage is the bill's matter.
@NullMarked
package io.windtunnel.kernel.billing;

import org.jspecify.annotations.NullMarked;
