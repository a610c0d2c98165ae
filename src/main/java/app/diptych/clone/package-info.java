/// What is asked of a job and what comes of it, the checks before it, and the words for every
/// outcome.
///
/// A [app.diptych.clone.Preflight] says what stands against a request. Expected outcomes are data:
/// [app.diptych.clone.Refusal], [app.diptych.clone.CloneResult]. Their sentences are made here, by
/// `Wording` and `Endings`, for every face.
package app.diptych.clone;
