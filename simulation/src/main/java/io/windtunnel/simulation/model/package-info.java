/// Models of the data planes, in virtual time: clients with their kept connections
/// ([io.windtunnel.simulation.model.TrafficModel]), the nodes of application load balancers
/// ([io.windtunnel.simulation.model.NodeModel]) and machines that play stand-ins
/// ([io.windtunnel.simulation.model.ServerModel]), on the links of a [io.windtunnel.simulation.model.World].
///
/// What they decide is not copied: the node chooses by the load balancer's own pools and rules, checks health by its
/// thresholds and keeps to its ceiling; the machine works by the stand-in's stations; clients resolve the cloud's names
/// and arrive by the rehearsal's curve. What is modelled is the way between: connections that are kept, links that are
/// cut or slow, patience that ends.
///
/// Not modelled: the computer's own time for a request, bytes on slow links (a message takes the link's latency),
/// keep-alive limits of load balancers, cookies of sticky sessions (clients of a rehearsal keep none).
@NullMarked
package io.windtunnel.simulation.model;

import org.jspecify.annotations.NullMarked;
