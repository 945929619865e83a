/// Launch templates with numbered versions.
///
/// Built from https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-launch-templates.html
@NullMarked
package io.windtunnel.cloud.compute.ec2.templates;

import org.jspecify.annotations.NullMarked;
