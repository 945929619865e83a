/// What a rehearsal leaves behind: a page that needs no network ([ReportPage]), the same figures as JSON
/// ([ReportData]),
/// and a JUnit file for CI ([JUnitFile]).
@NullMarked
package io.windtunnel.rehearsal.report;

import org.jspecify.annotations.NullMarked;
