/// The JUnit 5 extension that starts Windtunnel in the test's own JVM.
@NullMarked
package io.windtunnel.junit;

import org.jspecify.annotations.NullMarked;
