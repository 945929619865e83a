/// What a model demands of a request, checked before a service sees it, and said in AWS's words.
@NullMarked
package io.windtunnel.wire.validation;

import org.jspecify.annotations.NullMarked;
