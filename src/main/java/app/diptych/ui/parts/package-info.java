/// What every screen is made of: its words, amounts, and the small nodes. JavaFX thread only, but
/// for the words.
package app.diptych.ui.parts;
