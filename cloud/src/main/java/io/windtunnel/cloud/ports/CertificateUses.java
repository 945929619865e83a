package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Scope;
import java.util.List;

/// Who uses a certificate. Elastic Load Balancing offers it; ACM asks before it deletes one.
@FunctionalInterface
public interface CertificateUses {
    /// The ARNs of the resources that use the certificate.
    List<String> using(Scope scope, String certificateArn);
}
