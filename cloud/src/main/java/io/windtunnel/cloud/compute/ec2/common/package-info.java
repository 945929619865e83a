/// What every part of EC2's API shares: filters with wildcards, pages, tags, dry runs, and refusals in EC2's own words.
@NullMarked
package io.windtunnel.cloud.compute.ec2.common;

import org.jspecify.annotations.NullMarked;
