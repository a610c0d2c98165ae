/// The network block device protocol, once: its words, its messages, a client that is a device, and
/// a server that offers devices.
///
/// The protocol is the public specification of NetworkBlockDevice/nbd, `doc/proto.md` and
/// `doc/uri.md`. Sockets are touched here and nowhere else.
package app.diptych.nbd;
