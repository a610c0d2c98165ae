package app.diptych.nbd;

import java.util.List;

/// What a server tells of itself.
///
/// @param isEncrypted whether it was asked over TLS
/// @param hasStructuredReplies whether it answers in structured replies
/// @param hasExtendedHeaders whether it takes lengths of 64 bits
/// @param exports what it offers: all that it lists, and the one that was named where it has that
public record ServerFacts(
    boolean isEncrypted,
    boolean hasStructuredReplies,
    boolean hasExtendedHeaders,
    List<ExportFacts> exports) {}
