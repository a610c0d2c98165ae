/// The report of a job: what it was, what became of it, in figures. Written as JSON for programs
/// and as HTML for people, and kept beside the log.
///
/// Plain data and functions; safe for use by many threads, and [app.diptych.report.Reports] by
/// several processes.
package app.diptych.report;
