/// Key pairs. A created one is a real RSA or ED25519 key whose private half is given once and not kept.
@NullMarked
package io.windtunnel.cloud.compute.ec2.keys;

import org.jspecify.annotations.NullMarked;
