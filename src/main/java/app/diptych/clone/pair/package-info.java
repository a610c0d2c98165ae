/// Source and target, open: by this user's right or lent by the system's service, known to be what
/// the checks saw, apart from each other, and watched while a job works on them.
///
/// Who opens a pair closes it, and its watchdog with it, which looks from a thread of its own.
package app.diptych.clone.pair;
