/// Shapes bound to Java types: how a decoded message becomes a service's record, and a record becomes a message.
///
/// Between codec and face a structure is a *row*: an array with a place for each member of the shape, in the model's
/// order, null where the member is absent. Codecs know rows and never records; this package knows both.
@NullMarked
package io.windtunnel.wire.bind;

import org.jspecify.annotations.NullMarked;
