/// What a service tells CloudFormation about the resource types it owns.
@NullMarked
package io.windtunnel.cloud.template;

import org.jspecify.annotations.NullMarked;
