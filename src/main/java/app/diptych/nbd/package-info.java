/// The network block device protocol, once: its words, its messages, addresses, and the wires they
/// travel on. A client that is a device is in `nbd.client`, a server that offers devices in
/// `nbd.server`.
///
/// The protocol is the public specification of NetworkBlockDevice/nbd, `doc/proto.md` and
/// `doc/uri.md`. Sockets are touched here and in those two, and nowhere else.
package app.diptych.nbd;
