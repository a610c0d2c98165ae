/// Where the commands print and ask, and how a job is told there while it goes on: by a line that
/// is rewritten, by lines, or by JSON for scripts. The only package that touches the process's
/// streams.
///
/// How far a job is, is told by a thread of its own.
package app.diptych.cli.output;
