package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Scope;

/// What the bill is made of: data planes and control loops tell here what was used; whoever offers it prices it.
///
/// Thread safety: every method may be called from any thread; adding does not block.
public interface Usage {
    /// What is paid for.
    enum Charge {
        /// By the time it exists, used or not: an instance's hour, a load balancer's hour.
        IDLE,
        /// By what goes through it: a request, a gigabyte, a capacity unit.
        USE
    }

    /// A kind of usage, as a line of the bill.
    ///
    /// @param service the name on AWS's bill, such as `Amazon Elastic Compute Cloud - Compute`
    /// @param usageType AWS's usage type without the Region's prefix, such as `BoxUsage:m5.large` or `LCUUsage`
    /// @param unit what is counted, such as `Hrs`, `LCU-Hrs`, `GB`
    record Type(String service, String usageType, String unit, Charge charge) {}

    /// Counts one resource's usage of one type.
    interface Meter {
        /// So much more was used, now.
        void add(double quantity);
    }

    /// The meter of a resource (an id or an ARN); the same arguments give the same meter.
    Meter meter(Scope scope, String resource, Type type);

    /// A resource that is paid for by the time from now on until the result is closed: `quantity` units an hour.
    /// Closing
    /// twice does nothing.
    Running running(Scope scope, String resource, Type type, double quantity);

    /// Something paid for by the time.
    interface Running extends AutoCloseable {
        @Override
        void close();
    }

    /// Counts nothing: a cloud without a bill.
    Usage NONE = new Usage() {
        @Override
        public Meter meter(Scope scope, String resource, Type type) {
            return _ -> {};
        }

        @Override
        public Running running(Scope scope, String resource, Type type, double quantity) {
            return () -> {};
        }
    };

    static Usage of(Directory directory) {
        return directory.find(Usage.class).orElse(NONE);
    }
}
