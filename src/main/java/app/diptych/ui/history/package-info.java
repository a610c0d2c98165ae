/// What was: the log. Files are read by an executor; everything else is for the JavaFX thread.
package app.diptych.ui.history;
