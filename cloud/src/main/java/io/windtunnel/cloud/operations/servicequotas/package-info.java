/// Service Quotas: what an account may have of everything, and how it gets more.
///
/// `quotas.txt` is AWS's table, [QuotaTable] reads it; a [Holding] is what an account has of one [Quota]
/// and what it has asked for; [Holdings] owns them and is the port the services ask. The services
/// themselves refuse, in AWS's words: see their enumerations of `Quotas.Limit`.
///
/// Honoured: services, quotas, defaults, requests for an increase (approved after a minute), their
/// history, tags. Refused by name: quota templates of an organization, quotas of single resources.
/// Quotas of services that this cloud does not have are not shown.
///
/// Source: https://docs.aws.amazon.com/servicequotas/latest/userguide/intro.html
@NullMarked
package io.windtunnel.cloud.operations.servicequotas;

import org.jspecify.annotations.NullMarked;
