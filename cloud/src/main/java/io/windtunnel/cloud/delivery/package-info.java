/// What services that deliver to targets do alike, whoever's they are: JSON as trees ([Json]), texts with placeholders
/// ([Placeholders]), the pauses between tries ([Retries]), pages of lists sorted by name ([Page]). It keeps no state
/// and
/// decides about no target: that is each service's own.
@NullMarked
package io.windtunnel.cloud.delivery;

import org.jspecify.annotations.NullMarked;
