/// What stand-ins do through the services: their steps become requests of AWS's own protocols, called over the links
/// from where the stand-in stands, again when a refusal may pass; every call is counted, and writes and reads are kept
/// for an account of what was lost and what was stale.
@NullMarked
package io.windtunnel.rehearsal.steps;

import org.jspecify.annotations.NullMarked;
