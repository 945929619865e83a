/// What many samples were like: mergeable distributions with percentiles, and recorders that gather them on hot paths.
@NullMarked
package io.windtunnel.kernel.statistics;

import org.jspecify.annotations.NullMarked;
