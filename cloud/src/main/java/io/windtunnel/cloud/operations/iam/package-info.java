/// IAM: roles, users, managed policies, instance profiles and access keys, an account each.
///
/// [Principal] is a role or a user, [ManagedPolicy] and [InstanceProfile] what they speak of; [IamBook] owns them;
/// [Sessions] gives out credentials and knows whose they are.
///
/// Policies are checked for their form, stored and returned, and **not enforced**: every caller may do everything. The
/// user is told so once. AWS's own managed policies are accepted by their ARN without their documents. Not built:
/// groups,
/// permissions boundaries, service-linked roles, identity providers, MFA, reports.
///
/// Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html
@NullMarked
package io.windtunnel.cloud.operations.iam;

import org.jspecify.annotations.NullMarked;
