/// The jobs: cloning, mirroring a source that stays in use, comparing, repairing, and serving; with
/// what they alone need, such as the export of a live source, the rescue of a failing one, and the
/// journal from which a job goes on.
///
/// A job is carried out by the thread that calls it, which waits; the steps that may wait for a
/// device have threads of their own.
package app.diptych.clone.job;
