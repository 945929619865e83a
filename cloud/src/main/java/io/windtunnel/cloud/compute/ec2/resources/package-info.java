/// EC2's CloudFormation resource types. Each calls the face as a client would; the tags that only AWS may set
/// (`aws:cloudformation:...`) are added after.
///
/// Built from https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_EC2.html
@NullMarked
package io.windtunnel.cloud.compute.ec2.resources;

import org.jspecify.annotations.NullMarked;
