package io.windtunnel.cloud.operations.fis;

import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What an action does when its time has come.
@FunctionalInterface
interface Injection {
    /// The action as it begins: its parameters, and the resources it was given.
    ///
    /// @param scope the experiment's own
    record Work(Scope scope, Map<String, String> parameters, List<Arn> targets) {
        String parameter(String name) {
            return Objects.requireNonNull(parameters.get(name), name);
        }

        @Nullable
        String optional(String name) {
            return parameters.get(name);
        }

        /// The members of a list, which is written with commas.
        Set<String> several(String name) {
            String list = parameters.get(name);
            return list == null ? Set.of() : new TreeSet<>(List.of(list.split(",")));
        }

        int percent() {
            String said = parameters.get("percentage");
            return said == null ? 100 : Integer.parseInt(said);
        }
    }

    /// What an action has set going. An action with a duration is ended when that has passed; another when it is done.
    interface InForce {
        /// Ends what is in force and puts things right. Called once.
        ///
        /// @param early whether the experiment was stopped or failed
        void end(boolean early);

        /// Whether an action without a duration has done what it does; asked every second.
        default boolean done() {
            return true;
        }
    }

    /// Nothing is left to be ended.
    InForce OVER = _ -> {};

    /// Begins.
    ///
    /// @throws io.windtunnel.wire.AwsException when it cannot: the action fails of it
    InForce begin(Work work);

    /// What to do where the cloud has stopped in the midst of it: what it had in force is gone, what it had changed is
    /// not.
    default void recover(Work work) {}
}
