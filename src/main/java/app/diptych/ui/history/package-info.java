/// What was: the reports of the jobs that have ended, and the log. Files are read by an executor;
/// everything else is for the JavaFX thread.
package app.diptych.ui.history;
