/// Amazon EC2: virtual machines, their networks, images and launch templates.
///
/// - [Ec2Api]: the face, put together from one interface for each part: `network`, `instances`, `images`, `keys`,
///   `templates`, `types`, `common` (tags).
/// - `instances`: an account's estate in a Region and the life of its instances; `Machines` is the shell that puts them
/// on
///   the fabric.
/// - [InstancePort], [SubnetPort], [TemplatePort], [PowerPort], [MetadataPort]: EC2 as its neighbours see it.
/// - `resources`: the CloudFormation types.
///
/// What is honoured and what not is said by each package. Every quota (VPCs, addresses, vCPUs) is left to Service
/// Quotas,
/// which is not built: nothing but the documented size limits is refused.
@NullMarked
package io.windtunnel.cloud.compute.ec2;

import org.jspecify.annotations.NullMarked;
