/// What is asked of a job and what comes of it, as data, and the words for every outcome.
///
/// Expected outcomes are data: [app.diptych.clone.Refusal], [app.diptych.clone.CloneResult]. Their
/// sentences are made here, by `Wording` and `Endings`, for every face. The packages below this one
/// find out what stands against a request, and carry it out.
package app.diptych.clone;
