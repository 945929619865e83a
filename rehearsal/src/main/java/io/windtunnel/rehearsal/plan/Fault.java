package io.windtunnel.rehearsal.plan;

import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Zone;

/// What breaks. A new kind of fault is a new record here; the compiler then lists what must learn of it.
public sealed interface Fault {
    /// The name in the file, as AWS FIS calls the action where it has it.
    String action();

    /// What breaks, in words.
    String words();

    /// A whole Availability Zone loses its power: its instances stop, launches in it fail for want of capacity, and
    /// every
    /// link from, to and within it is cut. When it ends, power and links return.
    record ZoneOutage(Zone zone) implements Fault {
        @Override
        public String action() {
            return "zone-outage";
        }

        @Override
        public String words() {
            return "zone " + zone.letter() + " is dark";
        }
    }

    /// A whole Region is cut off: every link into and out of it is cut, those inside are as before.
    record RegionIsolation(Region region) implements Fault {
        @Override
        public String action() {
            return "region-isolation";
        }

        @Override
        public String words() {
            return region + " is cut off";
        }
    }

    /// Somebody deletes a table, in every design that has it. What it held comes back only from a backup.
    ///
    /// @param table its logical id
    record TableDeletion(String table) implements Fault {
        @Override
        public String action() {
            return "delete-table";
        }

        @Override
        public String words() {
            return "table " + table + " is deleted";
        }
    }

    /// Nothing that is written to a global table is replicated until it ends; then everything is.
    ///
    /// @param table its logical id
    record TableReplicationPause(String table) implements Fault {
        @Override
        public String action() {
            return "aws:dynamodb:global-table-pause-replication";
        }

        @Override
        public String words() {
            return "replication of table " + table + " stands still";
        }
    }

    /// Nothing that is put into a bucket is replicated until it ends; then everything is.
    ///
    /// @param bucket its logical id
    record BucketReplicationPause(String bucket) implements Fault {
        @Override
        public String action() {
            return "aws:s3:bucket-pause-replication";
        }

        @Override
        public String words() {
            return "replication of bucket " + bucket + " stands still";
        }
    }
}
