/// The commands, and all that is printed. Loads no class of the window.
///
/// A command runs on the main thread, its job too; the progress is told by a thread of its own, and
/// a signal is carried to the job by the JVM's shutdown hook ([app.diptych.cli.Interruption]).
package app.diptych.cli;
