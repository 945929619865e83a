package io.windtunnel.wire;

import io.windtunnel.kernel.identity.AccountId;

/// Whose an access key is, where it is not an account's twelve digits. Called for every request: it must be fast.
@FunctionalInterface
public interface Accounts {
    /// The account of the key's owner; [AccountId#DEFAULT] for a key nobody has given out, and for the empty one.
    AccountId of(String accessKeyId);

    /// Every other key is the default account's.
    Accounts NONE = _ -> AccountId.DEFAULT;
}
