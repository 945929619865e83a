/// Places on real sockets: hosts, listeners and connections that go over links which can be slow, lossy or cut.
@NullMarked
package io.windtunnel.fabric.net;

import org.jspecify.annotations.NullMarked;
