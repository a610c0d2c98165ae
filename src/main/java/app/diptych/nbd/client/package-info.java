/// A client of the network block device protocol, which is a device; and what a server tells of its
/// exports before one is used.
///
/// It has no threads but, for a while, one that opens further connections: of those who wait for
/// answers, one reads for all. Its sockets are in non-blocking mode, so that an interrupt of a
/// caller closes none. Locks of a connection: `sending`, held over the write, then `lock`, held for
/// a few instructions.
package app.diptych.nbd.client;
