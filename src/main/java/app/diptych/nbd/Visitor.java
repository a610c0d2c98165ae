package app.diptych.nbd;

/// A client that is connected to a server and uses an export, at one moment.
///
/// @param id of the connection, unique within the server
/// @param peer where it comes from: an address, or `local` on a unix socket
/// @param isEncrypted whether it came by TLS
/// @param export the export's name
/// @param reads requests answered
/// @param bytesRead by them
/// @param writes requests answered
/// @param bytesWritten by them
public record Visitor(
    long id,
    String peer,
    boolean isEncrypted,
    String export,
    long reads,
    long bytesRead,
    long writes,
    long bytesWritten) {}
