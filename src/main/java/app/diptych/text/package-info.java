/// Texts of strangers, made fit for people: disks, servers, files and whoever wrote on them choose
/// their names themselves.
package app.diptych.text;
