/// The window: views are nodes and bindings, view models are properties and actions. One bridge,
/// `CloneTask`, leads to the job; nothing here blocks the JavaFX thread.
package app.diptych.ui;
