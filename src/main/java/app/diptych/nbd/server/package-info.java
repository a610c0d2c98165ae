/// A server of the network block device protocol, which offers devices.
///
/// Threads: a door that lets clients in; for each client one that shakes hands and then is the
/// first of its crew, which takes in requests in turn and does them; where the device can be left
/// to itself (`Flights`), one that takes in what has ended; and a watcher. All are joined when the
/// server is closed. None of them is ever interrupted, which would close a socket.
///
/// Locks: each of `Outbox`, `Crew`, `Flights`, `Edges` and `Pool` has one, held for a few
/// instructions, and only `Outbox` gives blocks back to a `Pool` once it has let its own go: no
/// lock is taken under another. Regions of `Edges` are held over I/O; who holds one waits for the
/// device alone.
package app.diptych.nbd.server;
