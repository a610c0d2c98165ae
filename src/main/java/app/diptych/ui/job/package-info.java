/// The screen of a job: what is being done and how it ended. One bridge, `CloneTask`, leads to the
/// job, which has a thread of its own; everything else is for the JavaFX thread.
package app.diptych.ui.job;
