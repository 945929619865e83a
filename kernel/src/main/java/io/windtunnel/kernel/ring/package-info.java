/// Who owns a key: consistent hashing, so that a node that comes or goes moves only its own share of the keys.
@NullMarked
package io.windtunnel.kernel.ring;

import org.jspecify.annotations.NullMarked;
