package io.windtunnel.cloud.operations.iam;

import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.List;

/// What roles and users have in common: their own policies, and those attached to them.
final class Policies {
    /// How many managed policies one role or user may have.
    /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    private static final int MOST_ATTACHED = 10;

    private Policies() {}

    static void put(IamBook book, Principal.Kind kind, String name, String policy, String document) {
        IamBook.checked(document);
        book.change(kind, name, old -> old.withInline(policy, document));
    }

    /// @throws AwsException `NoSuchEntity`
    static String require(IamBook book, Principal.Kind kind, String name, String policy) {
        String document = book.require(kind, name).inline().get(policy);
        if (document == null)
            throw new AwsException(
                    "NoSuchEntity", "The " + kind.word + " policy with name " + policy + " cannot be found.");
        return document;
    }

    static void remove(IamBook book, Principal.Kind kind, String name, String policy) {
        require(book, kind, name, policy);
        book.change(kind, name, old -> old.withInline(policy, null));
    }

    static void attach(IamBook book, Principal.Kind kind, String name, String arn) {
        book.require(kind, name);
        if (!book.attachable(arn))
            throw new AwsException("NoSuchEntity", "Policy " + arn + " does not exist or is not attachable.");
        book.change(kind, name, old -> {
            if (old.attached().contains(arn)) return old;
            if (old.attached().size() >= MOST_ATTACHED)
                throw new AwsException(
                        "LimitExceeded",
                        "Cannot exceed quota for PoliciesPer" + (kind == Principal.Kind.ROLE ? "Role" : "User") + ": "
                                + MOST_ATTACHED);
            List<String> attached = new ArrayList<>(old.attached());
            attached.add(arn);
            return old.withAttached(attached);
        });
    }

    static void detach(IamBook book, Principal.Kind kind, String name, String arn) {
        if (!book.require(kind, name).attached().contains(arn))
            throw new AwsException("NoSuchEntity", "Policy " + arn + " was not found.");
        book.change(kind, name, old -> {
            List<String> attached = new ArrayList<>(old.attached());
            attached.remove(arn);
            return old.withAttached(attached);
        });
    }

    /// @throws AwsException `DeleteConflict`
    static void refuseInUse(Principal principal) {
        if (!principal.attached().isEmpty())
            throw new AwsException("DeleteConflict", "Cannot delete entity, must detach all policies first.");
        if (!principal.inline().isEmpty())
            throw new AwsException("DeleteConflict", "Cannot delete entity, must delete policies first.");
    }

    static List<Shapes.Attached> attached(Principal principal) {
        return principal.attached().stream()
                .map(arn -> new Shapes.Attached(arn.substring(arn.lastIndexOf('/') + 1), arn))
                .toList();
    }
}
