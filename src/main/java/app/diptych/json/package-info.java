/// JSON (RFC 8259), as far as this program writes it: objects of texts, whole numbers, truths and
/// lists. What it writes it also reads, and refuses everything else.
package app.diptych.json;
