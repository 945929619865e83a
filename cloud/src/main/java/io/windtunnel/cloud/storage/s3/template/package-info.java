/// The properties of `AWS::S3::Bucket` in a template, and how they become a bucket's settings: [BucketProperties] and
/// the records it is made of.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html
@NullMarked
package io.windtunnel.cloud.storage.s3.template;

import org.jspecify.annotations.NullMarked;
