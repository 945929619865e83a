/// AWS Certificate Manager: certificates for load balancers and other edges.
///
/// Certificates that are asked for are issued by this computer's own authority, as if the validation of each domain had
/// been in place; imported ones are kept as they are. `Acm` offers them to TLS listeners by ARN.
///
/// Honoured: requesting, importing (and importing again), describing, listing, reading, deleting, tags. Not built:
/// export, renewal, private authorities, account configuration, email validation.
///
/// Source: https://docs.aws.amazon.com/acm/latest/userguide/acm-overview.html
@NullMarked
package io.windtunnel.cloud.edge.acm;

import org.jspecify.annotations.NullMarked;
