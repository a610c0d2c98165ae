/// The engine: a device that does its I/O on a primary while it builds an exact copy of it on a
/// secondary.
///
/// Threads: any number of callers, some copiers, some writers for the secondary half of a caller's
/// write. One lock, in `Ledger`, decides who may touch what; it is held for bookkeeping only, never
/// over I/O or a listener. A region is not a lock: it may be held over I/O, and regions are granted
/// in the order they were asked for.
package app.diptych.mirror;
