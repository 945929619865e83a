package io.windtunnel.cloud.operations.iam;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The requests and answers of IAM's API: the members that are honoured.
final class Shapes {
    private Shapes() {}

    record Tag(String key, String value) {}

    // Roles.

    record CreateRole(
            @Nullable String path,
            String roleName,
            String assumeRolePolicyDocument,
            @Nullable String description,
            @Nullable Integer maxSessionDuration,
            List<Tag> tags) {}

    record Role(
            String path,
            String roleName,
            String roleId,
            String arn,
            Instant createDate,
            @Nullable String assumeRolePolicyDocument,
            @Nullable String description,
            @Nullable Integer maxSessionDuration,
            List<Tag> tags) {}

    record RoleAnswer(Role role) {}

    record RoleName(String roleName) {}

    record UpdateRole(
            String roleName,
            @Nullable String description,
            @Nullable Integer maxSessionDuration) {}

    record Nothing() {}

    record UpdateAssumeRolePolicy(String roleName, String policyDocument) {}

    record ListByPath(
            @Nullable String pathPrefix,
            @Nullable String marker,
            @Nullable Integer maxItems) {}

    record Roles(
            List<Role> roles, boolean isTruncated, @Nullable String marker) {}

    record TagRole(String roleName, List<Tag> tags) {}

    record UntagRole(String roleName, List<String> tagKeys) {}

    record ListOfRole(
            String roleName,
            @Nullable String marker,
            @Nullable Integer maxItems) {}

    record Tags(
            List<Tag> tags, boolean isTruncated, @Nullable String marker) {}

    record PutRolePolicy(String roleName, String policyName, String policyDocument) {}

    record RolePolicyName(String roleName, String policyName) {}

    record RolePolicy(String roleName, String policyName, String policyDocument) {}

    record PolicyNames(
            List<String> policyNames,
            boolean isTruncated,
            @Nullable String marker) {}

    record RolePolicyArn(String roleName, String policyArn) {}

    record Attached(String policyName, String policyArn) {}

    record AttachedPolicies(
            List<Attached> attachedPolicies,
            boolean isTruncated,
            @Nullable String marker) {}

    // Users and keys.

    record CreateUser(@Nullable String path, String userName, List<Tag> tags) {}

    record User(String path, String userName, String userId, String arn, Instant createDate, List<Tag> tags) {}

    record UserAnswer(User user) {}

    record UserName(String userName) {}

    record MaybeUserName(@Nullable String userName) {}

    record Users(
            List<User> users, boolean isTruncated, @Nullable String marker) {}

    record ListOfUser(
            String userName,
            @Nullable String marker,
            @Nullable Integer maxItems) {}

    record PutUserPolicy(String userName, String policyName, String policyDocument) {}

    record UserPolicyName(String userName, String policyName) {}

    record UserPolicyArn(String userName, String policyArn) {}

    record Key(String userName, String accessKeyId, String status, String secretAccessKey, Instant createDate) {}

    record KeyAnswer(Key accessKey) {}

    record KeyMetadata(String userName, String accessKeyId, String status, Instant createDate) {}

    record Keys(List<KeyMetadata> accessKeyMetadata, boolean isTruncated) {}

    record DeleteAccessKey(@Nullable String userName, String accessKeyId) {}

    record UpdateAccessKey(@Nullable String userName, String accessKeyId, String status) {}

    // Managed policies.

    record CreatePolicy(
            String policyName,
            @Nullable String path,
            String policyDocument,
            @Nullable String description,
            List<Tag> tags) {}

    record Policy(
            String policyName,
            String policyId,
            String arn,
            String path,
            String defaultVersionId,
            Integer attachmentCount,
            Boolean isAttachable,
            @Nullable String description,
            Instant createDate,
            Instant updateDate,
            List<Tag> tags) {}

    record PolicyAnswer(Policy policy) {}

    record PolicyArn(String policyArn) {}

    record ListPolicies(
            @Nullable String scope,
            @Nullable Boolean onlyAttached,
            @Nullable String pathPrefix,
            @Nullable String marker,
            @Nullable Integer maxItems) {}

    record Policies(
            List<Policy> policies,
            boolean isTruncated,
            @Nullable String marker) {}

    record CreatePolicyVersion(
            String policyArn,
            String policyDocument,
            @Nullable Boolean setAsDefault) {}

    record PolicyVersionId(String policyArn, String versionId) {}

    record Version(@Nullable String document, String versionId, Boolean isDefaultVersion, Instant createDate) {}

    record VersionAnswer(Version policyVersion) {}

    record Versions(List<Version> versions, boolean isTruncated) {}

    // Instance profiles.

    record CreateInstanceProfile(
            String instanceProfileName, @Nullable String path, List<Tag> tags) {}

    record Profile(
            String path,
            String instanceProfileName,
            String instanceProfileId,
            String arn,
            Instant createDate,
            List<Role> roles,
            List<Tag> tags) {}

    record ProfileAnswer(Profile instanceProfile) {}

    record ProfileName(String instanceProfileName) {}

    record ProfileRole(String instanceProfileName, String roleName) {}

    record Profiles(
            List<Profile> instanceProfiles,
            boolean isTruncated,
            @Nullable String marker) {}
}
