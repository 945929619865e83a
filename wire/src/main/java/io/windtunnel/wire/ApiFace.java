package io.windtunnel.wire;

/// A service's face, bound to its model: which method answers which operation, and how its records are read and
/// written.
public final class ApiFace {
    private final ServiceModel model;
    private final Object face;

    private ApiFace(ServiceModel model, Object face) {
        this.model = model;
        this.face = face;
    }

    /// Binds the public methods of `face` that are named as the model's operations with a lower-case first letter.
    public static ApiFace bind(ServiceModel model, Object face) {
        return new ApiFace(model, face);
    }

    public ServiceModel model() {
        return model;
    }

    Object face() {
        return face;
    }
}
