/// Numbers as people read them, in the language and the units of the process.
package app.diptych.units;
