/// How many requests a second the keys of an object store can take, pure: [PrefixPartitions] admits or refuses each,
/// and
/// splits what stays hot.
@NullMarked
package io.windtunnel.kernel.prefix;

import org.jspecify.annotations.NullMarked;
