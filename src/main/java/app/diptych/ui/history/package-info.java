/// What was: earlier jobs with their reports, those that broke off, and the log. Files are read by
/// an executor; everything else is for the JavaFX thread.
package app.diptych.ui.history;
