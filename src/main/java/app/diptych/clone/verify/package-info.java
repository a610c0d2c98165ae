/// Comparing: a copy that is over with its source or with what was read of it, a live one with the
/// source that stays in use, and what a journal calls equal before a job goes on from it; and
/// copying again what was found to differ.
///
/// A comparison is made by the thread that asks for it, or one of its own beside a live source;
/// what it compares is read ahead by others, which end with it.
package app.diptych.clone.verify;
