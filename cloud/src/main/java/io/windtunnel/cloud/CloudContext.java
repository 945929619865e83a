package io.windtunnel.cloud;

import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;

/// What a service is given when the cloud is assembled: the ground, its neighbours, and where to tell what happens.
/// A service's `open(CloudContext)` offers its ports to the directory and adds its resource types; it asks for
/// others' ports only later, when it needs them, so that the order of assembly does not matter.
public record CloudContext(Fabric fabric, Directory directory, ResourceTypes resourceTypes, Journal journal) {}
