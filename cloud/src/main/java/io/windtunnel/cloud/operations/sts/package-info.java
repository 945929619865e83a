/// STS: who a caller is, and sessions of roles and users. It is a face on what IAM offers as
/// [io.windtunnel.cloud.ports.Identities]. Trust policies are not evaluated: whoever asks for a role of an account
/// there is
/// gets it. Not built: federation (web identity, SAML), session policies, tags and external ids (told by name).
///
/// Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html
@NullMarked
package io.windtunnel.cloud.operations.sts;

import org.jspecify.annotations.NullMarked;
