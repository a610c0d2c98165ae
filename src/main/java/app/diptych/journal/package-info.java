/// What a clone has reached, kept so that it can go on after whatever broke it off: a file for each
/// pair of source and target, in a private folder.
///
/// A file begins with who the two are; two slots follow, which are written in turn, each with its
/// number and its check sum. A slot that a power cut tore is none, and the other one holds. So a
/// write costs one flush of a file that does not grow.
package app.diptych.journal;
