package io.windtunnel.wire.check;

import io.windtunnel.wire.ApiFace;
import io.windtunnel.wire.bind.BindingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Holds every record of a face against the model of its service. Each service calls it in a unit test of its own:
///
///     FaceConformance.check(ApiFace.bind(ServiceModel.load("ec2"), new Ec2Api(...)));
public final class FaceConformance {
    private static final Set<String> OBJECT =
            Set.of("equals", "hashCode", "toString", "getClass", "notify", "notifyAll", "wait");

    private FaceConformance() {}

    /// Checks that every public method of `face` is an operation, and that every component of its request and response
    /// records, all the way down, is a member of the model and can hold it.
    ///
    /// @throws AssertionError naming everything that does not fit
    public static void check(ApiFace face) {
        List<String> wrong = new ArrayList<>();
        Set<String> built = face.operations();
        for (String operation : built) {
            try {
                face.operation(operation);
            } catch (BindingException e) {
                wrong.add(operation + ": " + e.getMessage());
            }
        }
        Set<String> strangers = new TreeSet<>(face.methodNames());
        strangers.removeAll(OBJECT);
        for (String operation : built) strangers.remove(methodName(operation));
        for (String method : strangers)
            wrong.add("%s: no operation of %s is called so"
                    .formatted(method, face.model().name()));
        if (!wrong.isEmpty()) throw new AssertionError(face + " does not fit its model:\n" + String.join("\n", wrong));
    }

    private static String methodName(String operation) {
        return Character.toLowerCase(operation.charAt(0)) + operation.substring(1);
    }
}
