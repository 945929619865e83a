/// Machine images: the public ones under their Systems Manager aliases, and an account's own. An image has no content:
/// what a machine runs is its workload. Its size in GiB sets how long a machine boots.
@NullMarked
package io.windtunnel.cloud.compute.ec2.images;

import org.jspecify.annotations.NullMarked;
