/// Whether something answers: consecutive checks turned into a state, and what to do when too little is healthy.
@NullMarked
package io.windtunnel.kernel.health;

import org.jspecify.annotations.NullMarked;
