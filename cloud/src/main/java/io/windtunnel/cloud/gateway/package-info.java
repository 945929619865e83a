/// The one port by which clients outside reach the cloud: HTTP and HTTPS told apart by their first byte, AWS's API
/// handed to the wire, and names under `localhost` that a service has registered relayed to that service's own data
/// plane.
///
/// - `Gateway`: opens the port and answers API requests.
/// - `FirstBytes`, `ServerName`: look at a connection's first bytes and decide whose it is.
/// - `HostField`: finds the host a plain request is for, without decoding it.
/// - `Relay`: carries bytes between a client and the first node of a data plane that answers.
/// - `Status`: the health document. `BillDocument`: the bill.
@NullMarked
package io.windtunnel.cloud.gateway;

import org.jspecify.annotations.NullMarked;
