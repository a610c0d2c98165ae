/// The commands, and what they print in the end. Loads no class of the window.
///
/// A command runs on the main thread, its job too; a signal is carried to the job by the JVM's
/// shutdown hook ([app.diptych.cli.Interruption]).
package app.diptych.cli;
