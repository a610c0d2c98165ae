/// The program's entry. The map of the house is in `module-info`.
package app.diptych;
