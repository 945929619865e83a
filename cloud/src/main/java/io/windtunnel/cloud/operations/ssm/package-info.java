/// Systems Manager's Parameter Store: parameters with versions, labels and paths, and the public parameters that name
/// machine images and Regions.
///
/// [StoredParameter] is the thing and its rules; [ParameterStore] owns them, scope by scope; [PublicParameters] are
/// AWS's
/// own.
///
/// Honoured: String, StringList and SecureString (kept as it is: there is no KMS, and without decryption an opaque text
/// is
/// answered), patterns, versions, labels, tags, hierarchies. Told and not honoured: keys, tiers' policies, the rest of
/// Systems Manager.
///
/// Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html
@NullMarked
package io.windtunnel.cloud.operations.ssm;

import org.jspecify.annotations.NullMarked;
