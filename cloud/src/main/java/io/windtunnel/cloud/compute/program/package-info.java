/// The machines' own programs: an instance's user data, run in a sandbox as cloud-init would run it on the machine.
///
/// Honoured: shell scripts, `#cloud-config` (`bootcmd`, `write_files`, `runcmd`), boothooks, MIME archives of these,
/// gzip;
/// user data once per instance, boothooks and `bootcmd` at every boot; what systemd units the user data itself brings;
/// the instance metadata service, versions 1 and 2. Not honoured, and told in the console: packages from repositories
/// (a
/// program of this computer is used when it has it), users, disks and every other key of a cloud-config.
///
/// Built from
/// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html,
/// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-categories.html and
/// https://cloudinit.readthedocs.io/en/latest/explanation/format.html
@NullMarked
package io.windtunnel.cloud.compute.program;

import org.jspecify.annotations.NullMarked;
