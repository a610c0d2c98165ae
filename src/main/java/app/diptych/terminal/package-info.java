/// What a person sits at who types: how wide it is. A question to the system, and no program that
/// is run for it.
package app.diptych.terminal;
