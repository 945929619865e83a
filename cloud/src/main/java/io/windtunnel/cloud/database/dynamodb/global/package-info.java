/// Global tables, version 2019.11.21: replicas of a table in several Regions, each of which takes writes and tells the
/// others of them later; the last writer wins, by item. With multi-Region strong consistency three Regions are a
/// [StrongGroup]: a change is acknowledged when a second one has it.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
@NullMarked
package io.windtunnel.cloud.database.dynamodb.global;

import org.jspecify.annotations.NullMarked;
