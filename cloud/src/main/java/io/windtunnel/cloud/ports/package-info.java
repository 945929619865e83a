/// Where services meet: small interfaces that one service offers and others ask the [Directory] for. No service imports
/// another's package.
@NullMarked
package io.windtunnel.cloud.ports;

import org.jspecify.annotations.NullMarked;
