/// Instance types: what a machine of each type has, and what it costs where a source says so.
@NullMarked
package io.windtunnel.cloud.compute.ec2.types;

import org.jspecify.annotations.NullMarked;
