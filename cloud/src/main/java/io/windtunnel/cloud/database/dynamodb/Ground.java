package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.table.TableReader;
import io.windtunnel.cloud.database.dynamodb.table.TableWriter;
import io.windtunnel.cloud.database.dynamodb.table.Tables;

/// What every request of the data plane works with.
record Ground(Tables tables, TableReader reader, TableWriter writer, Pace pace) {}
