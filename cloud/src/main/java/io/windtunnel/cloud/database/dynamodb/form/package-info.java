/// The records of DynamoDB's requests and answers, bound to its model by name; a table's description is stored in them
/// too.
@NullMarked
package io.windtunnel.cloud.database.dynamodb.form;

import org.jspecify.annotations.NullMarked;
