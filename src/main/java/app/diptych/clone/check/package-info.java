/// The checks: what stands at both ends of a request, what it is made of and who uses it, and what
/// stands against the request. Nothing is opened for writing, nothing is changed.
///
/// A [app.diptych.clone.check.Preflight] says it for the faces; a job has the
/// [app.diptych.clone.check.Findings], and looks once more whether what it opened is what was seen.
package app.diptych.clone.check;
