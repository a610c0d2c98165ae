/// The job: what a person asks for, the checks before it, the way from opening both disks to a
/// verified copy, and the words for every outcome.
///
/// A [app.diptych.clone.Preflight] says what stands against a request, a
/// [app.diptych.clone.CloneJob] carries it out on the thread that calls it. Expected outcomes are
/// data: [app.diptych.clone.Refusal], [app.diptych.clone.CloneResult]. Their sentences are made
/// here, by `Wording` and `Endings`, for every face.
package app.diptych.clone;
