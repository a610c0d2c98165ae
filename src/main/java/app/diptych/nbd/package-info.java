/// The network block device protocol, once: its words, its messages, a client that is a device, and
/// a server that offers devices.
///
/// The protocol is the public specification of NetworkBlockDevice/nbd, `doc/proto.md` and
/// `doc/uri.md`. Sockets are touched here and nowhere else.
///
/// Threads of a server: a door that lets clients in; for each client one that shakes hands and then
/// is the first of its crew, which takes in requests in turn and does them; where the device can be
/// left to itself (`Flights`), one that takes in what has ended; and a watcher. All are joined when
/// the server is closed. None of them is ever interrupted, which would close a socket.
///
/// Locks of a server: each of `Outbox`, `Crew`, `Flights`, `Edges` and `Pool` has one, held for a
/// few instructions, and only `Outbox` gives blocks back to a `Pool` once it has let its own go: no
/// lock is taken under another. Regions of `Edges` are held over I/O; who holds one waits for the
/// device alone.
///
/// A client has no threads but, for a while, one that opens further connections: of those who wait
/// for answers, one reads for all. Its sockets are in non-blocking mode, so that an interrupt of a
/// caller closes none. Locks of a connection: `sending`, held over the write, then `lock`, held for
/// a few instructions.
package app.diptych.nbd;
