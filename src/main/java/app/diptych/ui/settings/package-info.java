/// What a person has set, once for every window: language, units, look, size of the text, and how
/// jobs begin. JavaFX thread only, but for the reading and writing of the file.
package app.diptych.ui.settings;
