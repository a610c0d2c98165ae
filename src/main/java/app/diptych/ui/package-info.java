/// The window: its panels, the verdict between them, and what is asked before a disk is erased.
/// Views are nodes and bindings, view models are properties and actions; nothing here blocks the
/// JavaFX thread. The job has a screen of its own in `ui.job`.
package app.diptych.ui;
