/// Help that needs no network: the keys, what the program does, and the first lines that a new user
/// sees. JavaFX thread only.
package app.diptych.ui.help;
